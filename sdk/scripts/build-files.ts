import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type OutputOptions, type Plugin, rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import { type MinifyOptions, minify } from 'terser'
import { partFiles as lazyFiles } from '../src/guide/kinds/import-part.ts'
import { leanPreact } from './lean-preact.ts'

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
    const options: MinifyOptions = {
      ecma: 2020,
      // A classic script keeps its 'use strict'.
      module: format === 'es',
      compress: { passes: 3, unsafe_arrows: true, inline: 1, pure_getters: true },
      format: { comments: false },
    }
    const { code: small } = await minify(code, options)
    // What the first time has renamed and inlined is shorter the second time.
    return (await minify(small ?? code, options)).code ?? null
  },
}

const bundle = async (
  input: string,
  output: OutputOptions,
  {
    define = {},
    first = [],
  }: { readonly define?: Record<string, string>; readonly first?: readonly Plugin[] } = {},
) => {
  const built = await rollup({
    input: join(root, input),
    treeshake: 'smallest',
    plugins: [
      ...first,
      shortJsx,
      leanPreact,
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

const kitId = 'kit'

/** In place of Preact's own way to make elements. */
const shortJsx: Plugin = {
  name: 'short-jsx',
  resolveId: (source) =>
    source === 'preact/jsx-runtime' ? join(import.meta.dirname, 'short-jsx.ts') : null,
}

/** What a kind takes from the chunk that loads it stays outside: its kit, and Preact's elements, which are in it. */
const outsideKit: Plugin = {
  name: 'outside-kit',
  resolveId: (source) =>
    /\/kit\.ts$|^preact\/jsx-runtime$/.test(source) ? { id: kitId, external: true } : null,
}

/** A lazy part as a file that imports nothing: its imports are what it is called with. */
const bundlePart = async (name: string): Promise<string> => {
  const [input] = ['ts', 'tsx']
    .map((ending) => `src/guide/kinds/${name}/${name}.${ending}`)
    .filter((path) => existsSync(join(root, path)))
  if (!input) throw new Error(`no folder for ${name}`)
  const output: OutputOptions = { format: 'cjs', strict: false, exports: 'named' }
  const [only, ...more] = await bundle(input, output, { first: [outsideKit] })
  if (!only || more.length > 0) throw new Error(`${input} became ${more.length + 1} files`)
  const body = only.code.replace(/\brequire\((["'])kit\1\)/g, 'kit')
  if (/\brequire\(/.test(body)) throw new Error(`${name} needs more than its kit`)
  const { code } = await minify(
    `export const makePart = (kit) => { const exports = {}; ${body}; return exports }`,
    { ecma: 2020, module: true, compress: { passes: 3 }, format: { comments: false } },
  )
  return code ?? ''
}

/** Bundles into exactly one file. */
const bundleOne = async (
  input: string,
  format: 'es' | 'iife',
  define: Record<string, string> = {},
): Promise<string> => {
  const chunks = await bundle(input, { format, inlineDynamicImports: true }, { define })
  const [only] = chunks
  if (!only || chunks.length > 1) throw new Error(`${input} became ${chunks.length} files`)
  return only.code
}

const describe = (file: string, text: string): ServedFile => ({
  file,
  type: file.endsWith('.json') ? 'application/json' : 'text/javascript; charset=utf-8',
  bytes: Buffer.byteLength(text),
  hash: shortHash(text),
  integrity: `sha256-${createHash('sha256').update(text).digest('base64')}`,
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
export const buildFiles = async (guideEntry = 'src/guide-file-entry.ts'): Promise<BuiltFiles> => {
  const parts: Record<string, string> = {}
  const partFiles: Record<string, { readonly name: string; readonly integrity: string }> = {}
  for (const part of Object.keys(lazyFiles)) {
    const code = await bundlePart(part)
    const file = `${part}-${shortHash(code)}.js`
    parts[file] = code
    partFiles[part] = { name: file, integrity: describe(file, code).integrity }
  }
  const index = `export const parts=${JSON.stringify(partFiles)}`
  const indexName = `parts-${shortHash(index)}.js`
  parts[indexName] = index
  const partsFile = { name: indexName, integrity: describe(indexName, index).integrity }
  const guide = await bundleOne(guideEntry, 'es', { PARTS_FILE: JSON.stringify(partsFile) })
  const name = `guide-${shortHash(guide)}.js`
  const guideFile = JSON.stringify({ name, integrity: describe(name, guide).integrity })
  const core = await bundleOne('src/browser.ts', 'iife', { GUIDE_FILE: guideFile })
  const stub = (await bundleOne('src/snippet.ts', 'iife')).trim()
  const scripts = {
    'waymark.js': core,
    [`waymark-${shortHash(core)}.js`]: core,
    [name]: guide,
    ...parts,
  }
  const integrity = Object.entries(describeAll(scripts)).map(([key, file]) => [key, file.integrity])
  const served = { ...scripts, 'integrity.json': writeJson(Object.fromEntries(integrity)) }
  const hash = `sha256-${createHash('sha256').update(stub).digest('base64')}`
  return { served, manifest: describeAll(served), snippet: { stub, hash } }
}

/** What `waymark verify` runs in the pages that it opens. */
export const buildTargetsFile = (): Promise<string> =>
  bundleOne('src/targets-file-entry.ts', 'iife')

/** The ES modules of the npm package: `index.js`, and its lazy part for the host's bundler. */
export const buildNpmFiles = async (): Promise<Readonly<Record<string, string>>> => {
  const chunks = await bundle('src/index.ts', { format: 'es', chunkFileNames: '[name]-[hash].js' })
  return Object.fromEntries(chunks.map(({ name, code }) => [name, code]))
}

export const writeJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

const describeAll = (files: Readonly<Record<string, string>>): Record<string, ServedFile> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, describe(name, text)]))
