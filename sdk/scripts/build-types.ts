import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '..')
const run = promisify(execFile)

/** All that the public types are made of: plain interfaces, no inferred ones. */
const sources = [
  'sdk/src/index',
  'sdk/src/api',
  'sdk/src/react',
  'sdk/src/vue',
  'sdk/src/signed-in',
  'sdk/src/guide-contract',
  'schemas/src/json',
  'schemas/src/wire/content',
  'schemas/src/wire/event',
  'schemas/src/wire/messages',
]

const flags = [
  ...['--declaration', '--emitDeclarationOnly', '--noCheck', '--rewriteRelativeImportExtensions'],
  ...['--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler'],
  ...['--jsx', 'react-jsx', '--jsxImportSource', 'preact', '--types', ''],
]

/** The declarations of the npm package, by file name; they need no other package. */
export const buildTypes = async (): Promise<Readonly<Record<string, string>>> => {
  const out = await mkdtemp(join(tmpdir(), 'waymark-types-'))
  try {
    const tsc = join(
      createRequire(import.meta.url).resolve('typescript/package.json'),
      '../bin/tsc',
    )
    const inputs = sources.map((source) => join(root, '..', `${source}.ts`))
    const folders = ['--rootDir', join(root, '..'), '--outDir', out]
    // Types are checked elsewhere: here they are only written.
    await run(process.execPath, [tsc, ...inputs, ...flags, ...folders], { cwd: out })
    const files: Record<string, string> = {}
    for (const source of sources) {
      const text = await readFile(join(out, `${source}.d.ts`), 'utf8')
      files[`${basename(source)}.d.ts`] = text
        .replace(/'@waymark\/schemas\/wire\/([\w-]+)'/g, "'./$1.js'")
        .replace(/'@waymark\/schemas'/g, "'./json.js'") // all that they read of it
        .replace(/'\.{1,2}\/(?:[\w-]+\/)*([\w-]+)\.ts'/g, "'./$1.js'")
    }
    return files
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}
