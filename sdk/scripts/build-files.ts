import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type OutputOptions, type Plugin, rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import { minify } from 'terser'

const root = join(import.meta.dirname, '..')

/** One file that ingest serves under `/sdk/`. */
export interface ServedFile {
  readonly file: string
  readonly type: string
  readonly bytes: number
  readonly hash: string
  readonly integrity: string
  /** Named by its hash: may be cached for ever. */
  readonly immutable: boolean
}

/** Terser's output is 4 % smaller than esbuild's: the budgets are counted in hundreds of bytes. */
const smallest: Plugin = {
  name: 'smallest',
  async renderChunk(code, _chunk, { format }) {
    const { code: small } = await minify(code, {
      ecma: 2020,
      // A classic script keeps its 'use strict'.
      module: format === 'es',
      compress: { passes: 3, unsafe_arrows: true, inline: 1 },
      format: { comments: false },
    })
    return small ?? null
  },
}

const bundle = async (
  input: string,
  output: OutputOptions,
  define: Record<string, string> = {},
) => {
  const built = await rollup({
    input: join(root, input),
    plugins: [
      nodeResolve(),
      esbuild({
        tsconfig: join(root, 'tsconfig.json'),
        target: 'es2022',
        define,
      }),
      smallest,
    ],
    onwarn: (warning) => {
      throw new Error(warning.message)
    },
  })
  const { output: chunks } = await built.generate(output)
  await built.close()
  return chunks.flatMap((chunk) =>
    chunk.type === 'chunk' ? [{ name: chunk.fileName, code: chunk.code }] : [],
  )
}

/** Bundles into exactly one file. */
const bundleOne = async (
  input: string,
  format: 'es' | 'iife',
  define?: Record<string, string>,
): Promise<string> => {
  const chunks = await bundle(input, { format, inlineDynamicImports: true }, define)
  const [only] = chunks
  if (!only || chunks.length > 1) throw new Error(`${input} became ${chunks.length} files`)
  return only.code
}

const describe = (file: string, text: string): ServedFile => ({
  file,
  type: file.endsWith('.json') ? 'application/json' : 'text/javascript; charset=utf-8',
  bytes: Buffer.byteLength(text),
  hash: shortHash(text),
  integrity: `sha384-${createHash('sha384').update(text).digest('base64')}`,
  immutable: file.includes(shortHash(text)),
})

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** What a build is, by file name. */
export interface BuiltFiles {
  /** What ingest serves under `/sdk/`. */
  readonly served: Readonly<Record<string, string>>
  /** What ingest needs to know of each. */
  readonly manifest: Readonly<Record<string, ServedFile>>
  /** The inline half of the snippet, and its hash for policies. */
  readonly snippet: { readonly stub: string; readonly hash: string }
}

/** @param guideEntry the module that becomes the lazy chunk, relative to the room */
export const buildFiles = async (guideEntry = 'src/guide-entry.ts'): Promise<BuiltFiles> => {
  const guide = await bundleOne(guideEntry, 'es')
  const name = `guide-${shortHash(guide)}.js`
  const guideFile = JSON.stringify({ name, integrity: describe(name, guide).integrity })
  const core = await bundleOne('src/browser.ts', 'iife', { GUIDE_FILE: guideFile })
  const stub = (await bundleOne('src/snippet.ts', 'iife')).trim()
  const scripts = { 'waymark.js': core, [`waymark-${shortHash(core)}.js`]: core, [name]: guide }
  const integrity = Object.entries(describeAll(scripts)).map(([key, file]) => [key, file.integrity])
  const served = { ...scripts, 'integrity.json': writeJson(Object.fromEntries(integrity)) }
  const hash = `sha256-${createHash('sha256').update(stub).digest('base64')}`
  return { served, manifest: describeAll(served), snippet: { stub, hash } }
}

/** The ES modules of the npm package: `index.js`, and its lazy part for the host's bundler. */
export const buildNpmFiles = async (): Promise<Readonly<Record<string, string>>> => {
  const chunks = await bundle('src/index.ts', { format: 'es', chunkFileNames: '[name]-[hash].js' })
  return Object.fromEntries(chunks.map(({ name, code }) => [name, code]))
}

export const writeJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

const describeAll = (files: Readonly<Record<string, string>>): Record<string, ServedFile> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, describe(name, text)]))
