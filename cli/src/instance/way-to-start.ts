import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What a process that keeps something in a data directory is called on the command line. */
export type ProcessName = 'up' | 'dashboard' | 'ingest' | 'processor'

/**
 * Whose data directory it is, by what lies in it: only `up` keeps a log and a secret, only who answers the commands keeps a token
 * for them, only ingest and the processor keep a cache of the log. `undefined` where nothing of Waymark's lies there.
 */
export const ownerOfDirectory = (dir: string): ProcessName | undefined => {
  const has = (name: string): boolean => existsSync(join(dir, name))
  if (has('log') || has('secret') || (has('serving') && has('processor'))) return 'up'
  if (has('token')) return 'dashboard'
  if (has('serving')) return 'ingest'
  return has('processor') ? 'processor' : undefined
}

/** As a shell takes it. */
export const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text}'`)

/** The command that starts what keeps its data there. */
const startWith = (dir: string): string => {
  const owner = ownerOfDirectory(dir) ?? 'up'
  const where = dir === '.waymark' ? [] : [`--data ${quoted(dir)}`]
  if (owner !== 'up') return ['npm run waymark --', owner, ...where].join(' ')
  return where.length === 0 ? 'npm start' : ['npm start --', ...where].join(' ')
}

/** Where the log and ClickHouse are elsewhere, the directory alone does not start it again. */
const needsSettings = (dir: string): boolean =>
  ownerOfDirectory(dir) !== undefined && !existsSync(join(dir, 'log'))

/** How to start what keeps its data there, as the end of a sentence. */
export const sayStart = (dir: string): string =>
  `${needsSettings(dir) ? 'with the settings that it had, and: ' : 'with: '}${startWith(dir)}`
