// biome-ignore-all lint/correctness/noNodejsModules: the build runs in Node
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { build, transform } from 'esbuild'
import { type OutputChunk, rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'

/** Builds the app into `dist`: index.html and, in `assets`, files named by their content. */
const room = fileURLToPath(new URL('.', import.meta.url))
const dist = join(room, 'dist')
/** Built aside and moved at the end, so that whoever serves the app never meets half of it. */
const aside = join(room, 'node_modules/.cache', `dist-${process.pid}`)
const assets = join(aside, 'assets')

const icons = fileURLToPath(
  new URL('esm/icons/', import.meta.resolve('lucide-preact').replace(/esm\/[^/]*$/, '')),
)

/** The icon package's index names 1,700 files; reading only those that are used takes seconds off the build. */
const iconFile = (name: string): string =>
  join(
    icons,
    `${name
      .replace(/([a-z])([A-Z0-9])/g, '$1-$2')
      .replace(/([0-9])([A-Z])/g, '$1-$2')
      .toLowerCase()}.mjs`,
  )

const namedIcons = {
  name: 'named-icons',
  transform: (code: string) =>
    code.replace(/import\s*\{([^}]+)\}\s*from\s*['"]lucide-preact['"];?/g, (_all, names: string) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
        .map((name) => name.split(/\s+as\s+/))
        .map(([from = '', to = from]) => `import ${to} from ${JSON.stringify(iconFile(from))};`)
        .join(''),
    ),
}

const scripts = async (): Promise<readonly OutputChunk[]> => {
  const bundle = await rollup({
    input: join(room, 'src/main.tsx'),
    plugins: [
      nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.ts', '.tsx'] }),
      esbuild({
        tsconfig: false,
        target: 'es2022',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        minify: true,
        legalComments: 'none',
      } as Parameters<typeof esbuild>[0]),
      namedIcons,
    ],
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(log.message)
    },
  })
  const { output } = await bundle.write({
    dir: assets,
    format: 'es',
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
    minifyInternalExports: true,
    experimentalMinChunkSize: 6000,
    compact: true,
  })
  await bundle.close()
  return output.filter((file) => file.type === 'chunk')
}

const styles = async (): Promise<{ readonly css: string; readonly font: string }> => {
  const result = await build({
    entryPoints: [join(room, 'src/look/look.css')],
    bundle: true,
    minify: true,
    outdir: assets,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    metafile: true,
  })
  const files = Object.keys(result.metafile.outputs).map((file) => basename(file))
  const find = (pattern: RegExp): string => {
    const file = files.find((name) => pattern.test(name))
    if (!file) throw new Error(`no file like ${pattern} in ${files.join(', ')}`)
    return file
  }
  return { css: find(/\.css$/), font: find(/^hanken-grotesk-latin-wght.*\.woff2$/) }
}

/** One file, minified, named by its content. */
const single = async (path: string, name: string): Promise<string> => {
  const source = await readFile(join(room, path), 'utf8')
  const script = path.endsWith('.ts')
  const text = script
    ? (await transform(source, { loader: 'ts', minify: true, target: 'es2022', format: 'iife' }))
        .code
    : source
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 8)
  const file = `${name}-${hash}.${script ? 'js' : path.split('.').at(-1)}`
  await writeFile(join(assets, file), text)
  return file
}

const started = performance.now()
await mkdir(assets, { recursive: true })
const [chunks, style, theme, icon] = await Promise.all([
  scripts(),
  styles(),
  single('src/app/early-theme.ts', 'theme'),
  single('src/look/icon.svg', 'icon'),
])
const entry = chunks.find((chunk) => chunk.isEntry)
if (!entry) throw new Error('the build made no entry')
const html = (await readFile(join(room, 'src/index.html'), 'utf8'))
  .replace('{{theme}}', theme)
  .replace('{{icon}}', icon)
  .replace('{{css}}', style.css)
  .replace('{{font}}', style.font)
  .replace('{{entry}}', entry.fileName)
  .replace(
    '    {{preload}}\n',
    entry.imports.map((file) => `    <link rel="modulepreload" href="/assets/${file}">\n`).join(''),
  )
await writeFile(join(aside, 'index.html'), html)
await rm(dist, { recursive: true, force: true })
await rename(aside, dist)
process.stdout.write(
  `built ${relative(process.cwd(), dist) || dist}: ${chunks.length} scripts in ${Math.round(performance.now() - started)} ms\n`,
)
