import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuiltFiles } from './page-html.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

const types: { readonly [ending: string]: string } = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

export interface BuiltFile {
  readonly bytes: Buffer
  readonly type: string
}

export interface Built {
  readonly files: BuiltFiles
  readonly byName: ReadonlyMap<string, BuiltFile>
}

/** The files of the demo app, read once. @throws where it has not been built: `npm start` and `npm run build` do that */
export const readBuiltFiles = (): Built => {
  const files = JSON.parse(readFileSync(join(dist, 'files.json'), 'utf8')) as BuiltFiles
  const byName = new Map(
    readdirSync(dist).flatMap((name): readonly (readonly [string, BuiltFile])[] => {
      const type = types[name.split('.').at(-1) ?? '']
      return type === undefined ? [] : [[name, { bytes: readFileSync(join(dist, name)), type }]]
    }),
  )
  return { files, byName }
}
