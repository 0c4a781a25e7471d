import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import room from '../package.json' with { type: 'json' }
import { buildFiles, buildNpmFiles, buildTargetsFile, writeJson } from './build-files.ts'
import { buildTypes } from './build-types.ts'
import { npmManifest } from './npm-manifest.ts'

/**
 * Builds what browsers load into `dist`:
 * `waymark.js` (the core; `waymark-<hash>.js` is the same), `guide-<hash>.js`, a file per lazy kind of guide, `npm/` (the package for bundlers), and what
 * others read: `files.json` (what ingest serves), `integrity.json`, `snippet.json`, `targets.js` (for `waymark verify`). Also writes `src/snippet-stub.ts`.
 */
const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

const clean = async () => {
  await rm(join(dist, 'npm'), { recursive: true, force: true })
  await mkdir(join(dist, 'npm'), { recursive: true })
  for (const name of await readdir(dist)) {
    if (/^[a-z-]+(-[0-9a-f]+)?\.js$/.test(name)) await rm(join(dist, name))
  }
}

const writeAll = async (folder: string, files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}

/** Only when it differs: a change of the stub changes the hash in people's policies, and shows in review. */
const writeStub = async ({ stub, hash }: { readonly stub: string; readonly hash: string }) => {
  const source = `// Written by scripts/build.ts from snippet.ts.
/** The inline half of the snippet. */
export const stub =
  ${stub.includes("'") ? JSON.stringify(stub) : `'${stub.replace(/\\/g, '\\\\')}'`}

/** For \`script-src\` of a Content Security Policy, within single quotes. */
export const stubHash = '${hash}'
`
  const path = join(root, 'src/snippet-stub.ts')
  const before = await readFile(path, 'utf8').catch(() => '')
  if (before !== source) await writeFile(path, source)
}

const { served, manifest, snippet } = await buildFiles()
const targets = await buildTargetsFile()
const npm = {
  ...(await buildNpmFiles()),
  ...(await buildTypes()),
  'package.json': writeJson(npmManifest(room)),
}
await clean()
await writeAll(dist, { ...served, 'targets.js': targets })
await writeAll(dist, { 'files.json': writeJson(manifest), 'snippet.json': writeJson(snippet) })
await writeAll(join(dist, 'npm'), npm)
await writeStub(snippet)
