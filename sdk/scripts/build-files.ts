import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type OutputOptions, type Plugin, rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import { type MinifyOptions, minify } from 'terser'
import { partFiles as lazyFiles } from '../src/guide/kinds/import-part.ts'
import { leanPreact } from './lean-preact.ts'
import { privateNames, shortened } from './private-names.ts'

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

const onlyPrivate = new RegExp(`^(${privateNames.join('|')})$`)

/** Terser's output is 4 % smaller than esbuild's: the budgets are counted in hundreds of bytes. */
const smallest: Plugin = {
  name: 'smallest',
  async renderChunk(code, _chunk, { format }) {
    const options: MinifyOptions = {
      ecma: 2020,
      // A classic script keeps its 'use strict'.
      module: format === 'es',
      // Unsafe: texts are made by adding to '', and nothing here overrides how a value becomes one.
      compress: { passes: 3, unsafe: true, unsafe_arrows: true, inline: 1, pure_getters: true },
      format: { comments: false },
    }
    const { code: small } = await minify(code, {
      ...options,
      mangle: { properties: { regex: onlyPrivate } },
      nameCache: { props: { props: shortened() } },
    })
    // What the first time has renamed and inlined is shorter the second time.
    return (await minify(small ?? code, options)).code ?? null
  },
}

const bundle = async (
  input: string | readonly string[],
  output: OutputOptions,
  {
    define = {},
    first = [],
  }: { readonly define?: Record<string, string>; readonly first?: readonly Plugin[] } = {},
) => {
  const built = await rollup({
    input: [input].flat().map((path) => join(root, path)),
    // The host's own: the wrappers are for them.
    external: ['react', 'vue'],
    treeshake: 'smallest',
    plugins: [
      ...first,
      shortJsx,
      oneLineStyles,
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

/** Lines of style sheets are for those who write them. */
const oneLineStyles: Plugin = {
  name: 'one-line-styles',
  transform: (code, id) =>
    /styles\.ts$/.test(id)
      ? code.replace(/`[^`]*`/g, (sheet) => sheet.replaceAll(';\n}', '}').replaceAll('\n', ''))
      : null,
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

/**
 * A word to Chromium: all of it runs at once, so that it is compiled in one go and off the page's main thread; function by
 * function it takes as long again. Others take it for a comment.
 */
const runsAtOnce = (code: string): string => `//# allFunctionsCalledOnLoad\n${code}`

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

/** The modules that become lazy chunks, relative to the room. */
export interface LazyEntries {
  readonly guide: string
  readonly debug: string
  readonly authoring: string
}

const lazyEntries: LazyEntries = {
  guide: 'src/guide-file-entry.ts',
  debug: 'src/debug-file-entry.ts',
  authoring: 'src/authoring-file-entry.ts',
}

interface LazyFile {
  readonly name: string
  readonly code: string
  /** For the file that loads it: its name and integrity, as JSON. */
  readonly json: string
}

/** A lazy file, named by its hash. */
const nameFile = (stem: string, code: string): LazyFile => {
  const name = `${stem}-${shortHash(code)}.js`
  return { name, code, json: JSON.stringify({ name, integrity: describe(name, code).integrity }) }
}

/** The lazy kinds of guides, and the file that names them: their names would make up a fiftieth of the guide chunk. */
const buildParts = async () => {
  const files: LazyFile[] = []
  const index: string[] = []
  for (const part of Object.keys(lazyFiles)) {
    const file = nameFile(part, await bundlePart(part))
    files.push(file)
    index.push(`${JSON.stringify(part)}:${file.json}`)
  }
  return { entry: nameFile('parts', `export const parts={${index}}`), files }
}

/** What asks for messages, with the guides and the tools that it knows. */
const buildMessages = async ({ guide, debug, authoring }: LazyEntries, parts: LazyFile) => {
  const withParts = { PARTS_FILE: parts.json }
  const guideFile = nameFile('guide', await bundleOne(guide, 'es', withParts))
  const debugFile = nameFile('tools-debug', await bundleOne(debug, 'es', withParts))
  const authoringFile = nameFile('tools-authoring', await bundleOne(authoring, 'es', withParts))
  const code = await bundleOne('src/messages-file-entry.ts', 'es', {
    GUIDE_FILE: guideFile.json,
    DEBUG_FILE: debugFile.json,
    AUTHORING_FILE: authoringFile.json,
  })
  return {
    entry: nameFile('messages', runsAtOnce(code)),
    files: [guideFile, debugFile, authoringFile],
  }
}

/** @param entries other modules than the product's own, for tests */
export const buildFiles = async (entries: Partial<LazyEntries> = {}): Promise<BuiltFiles> => {
  const from = { ...lazyEntries, ...entries }
  const parts = await buildParts()
  const messages = await buildMessages(from, parts.entry)
  const core = runsAtOnce(
    await bundleOne('src/browser.ts', 'iife', { MESSAGES_FILE: messages.entry.json }),
  )
  const stub = (await bundleOne('src/snippet.ts', 'iife')).trim()
  const scripts = {
    'waymark.js': core,
    [`waymark-${shortHash(core)}.js`]: core,
    ...Object.fromEntries(
      [messages, parts]
        .flatMap(({ entry, files }) => [entry, ...files])
        .map(({ name, code }) => [name, code]),
    ),
  }
  const integrity = Object.entries(describeAll(scripts)).map(([key, file]) => [key, file.integrity])
  const served = { ...scripts, 'integrity.json': writeJson(Object.fromEntries(integrity)) }
  const hash = `sha256-${createHash('sha256').update(stub).digest('base64')}`
  return { served, manifest: describeAll(served), snippet: { stub, hash } }
}

/** What `waymark verify` runs in the pages that it opens. */
export const buildTargetsFile = (): Promise<string> =>
  bundleOne('src/targets-file-entry.ts', 'iife')

/** The ES modules of the npm package: `index.js`, `react.js` and `vue.js`, and the lazy parts for the host's bundler. */
export const buildNpmFiles = async (): Promise<Readonly<Record<string, string>>> => {
  const inputs = ['src/index.ts', 'src/react.ts', 'src/vue.ts']
  const chunks = await bundle(inputs, { format: 'es', chunkFileNames: '[name]-[hash].js' })
  return Object.fromEntries(chunks.map(({ name, code }) => [name, code]))
}

export const writeJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

const describeAll = (files: Readonly<Record<string, string>>): Record<string, ServedFile> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, describe(name, text)]))
