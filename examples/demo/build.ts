import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Builds the demo app into `dist`: scripts, styles and a font named by their content, and `files.json`, which lists them. */
const room = fileURLToPath(new URL('.', import.meta.url))
const dist = join(room, 'dist')

await rm(dist, { recursive: true, force: true })
await mkdir(dist, { recursive: true })
const result = await build({
  entryPoints: ['app.tsx', 'inbox.tsx', 'style.css'].map((name) => join(room, 'web', name)),
  outdir: dist,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file' },
  metafile: true,
})
await copyFile(join(room, 'web/icon.svg'), join(dist, 'icon.svg'))
const made = Object.keys(result.metafile.outputs).map((path) => basename(path))
const find = (pattern: RegExp): string => {
  const name = made.find((candidate) => pattern.test(candidate))
  if (name === undefined) throw new Error(`no file like ${pattern} among ${made.join(', ')}`)
  return name
}
const files = {
  app: find(/^app-.*\.js$/),
  inbox: find(/^inbox-.*\.js$/),
  style: find(/^style-.*\.css$/),
  font: find(/\.woff2$/),
}
await writeFile(join(dist, 'files.json'), JSON.stringify(files))
