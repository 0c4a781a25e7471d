import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Peer } from './peers.ts'

/** A library on a page, ready to be measured. */
export interface Subject {
  readonly name: string
  readonly files: ReadonlyMap<string, string>
  /** The path of the one that the page starts with. */
  readonly script: string
  readonly styles: string
  /** Attributes of the script's tag. */
  readonly attributes: string
  /** What the page's own script says before it has come. */
  readonly inline: string
  /** A sign that it has started, where that takes longer. */
  readonly started?: string
  /** Shows a guide, and what is on the page then. */
  readonly guide?: { readonly show: string; readonly card: string }
}

const dist = join(import.meta.dirname, '../../../sdk/dist')

/** Ours, from the files that ingest serves, by the snippet's two tags; the page calls it as it calls the peers. */
export const waymark = (guides: 'none' | 'armed' | 'sought'): Subject => {
  const read = (name: string): string => readFileSync(join(dist, name), 'utf8')
  const served = JSON.parse(read('files.json')) as object
  const texts = Object.keys(served).map((name) => [`/sdk/${name}`, read(name)] as const)
  const { stub } = JSON.parse(read('snippet.json')) as { readonly stub: string }
  return {
    name: guides === 'none' ? 'Waymark' : `Waymark, a guide ${guides}`,
    files: new Map(texts),
    script: '/sdk/waymark.js',
    styles: '',
    attributes: `data-key="${guides}"`,
    inline: `${stub};waymark.track('Started')`,
    ...(guides !== 'none' && {
      started: `performance.getEntriesByType('resource').some(({ name, responseEnd }) => responseEnd > 0 && name.includes('/sdk/content/'))`,
      guide: { show: `waymark.guides.show('welcome')`, card: 'waymark-guide' },
    }),
  }
}

/** A peer, bundled and minified as its users bundle it. */
export const peerSubject = async (peer: Peer, folder: string): Promise<Subject> => {
  const { outputFiles } = await build({
    stdin: { contents: peer.entry, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    outdir: '/',
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  const text = (ending: string): string =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return {
    name: `${peer.name} ${peer.version}`,
    files: new Map([['/lib.js', text('.js')]]),
    script: '/lib.js',
    styles: text('.css'),
    attributes: '',
    inline: '',
    ...(peer.card !== undefined && { guide: { show: 'show()', card: peer.card } }),
  }
}

/** The page itself: what everything else is counted against. */
export const nothing: Subject = {
  name: 'an empty page',
  files: new Map([['/lib.js', '']]),
  script: '/lib.js',
  styles: '',
  attributes: '',
  inline: '',
}
