import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isStale, products } from '../../test/support/ensure-built.ts'
import type { BuiltFiles } from '../scripts/build-files.ts'

const dist = join(import.meta.dirname, '../dist')
const npm = join(dist, 'npm')

const text = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8')

const textsOf = (folder: string, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, text(folder, name)]))

/** What lies in `dist`; undefined where a source has changed since it was built, or another build is at it. */
const unlessStale = <T>(read: () => T): T | undefined => {
  if (isStale(products.sdk)) return undefined
  try {
    return read()
  } catch {
    return undefined
  }
}

/** The files that browsers load, as the last build of this checkout left them. */
export const filesBuiltBefore = (): BuiltFiles | undefined =>
  unlessStale(() => {
    const manifest: BuiltFiles['manifest'] = JSON.parse(text(dist, 'files.json'))
    const snippet: BuiltFiles['snippet'] = JSON.parse(text(dist, 'snippet.json'))
    return { served: textsOf(dist, Object.keys(manifest)), manifest, snippet }
  })

/** The npm package, as the last build of this checkout left it. */
export const packageBuiltBefore = (): Readonly<Record<string, string>> | undefined =>
  unlessStale(() => textsOf(npm, readdirSync(npm)))
