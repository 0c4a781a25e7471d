import { readFileSync } from 'node:fs'

/** What a process holds of the machine's memory. */
export interface Memory {
  /** Its own: nobody else can have it while the process runs. */
  readonly anonymousBytes: number
  /** Pages of files that it maps, as LMDB does: the machine takes them back whenever it wants to. */
  readonly mappedBytes: number
}

/** Of this process; where the system does not tell them apart, all of it counts as anonymous. */
export const readMemory = (): Memory => {
  const all = process.memoryUsage.rss()
  const anonymous = process.platform === 'linux' ? (field('self', 'RssAnon') ?? all) : all
  return { anonymousBytes: anonymous, mappedBytes: Math.max(0, all - anonymous) }
}

/** Of another process; Linux alone tells. */
export const memoryOf = (pid: number): Memory => {
  const all = field(pid, 'VmRSS') ?? 0
  const anonymous = field(pid, 'RssAnon') ?? all
  return { anonymousBytes: anonymous, mappedBytes: all - anonymous }
}

const field = (process: number | 'self', name: string): number | undefined => {
  const status = readFileSync(`/proc/${process}/status`, 'utf8')
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
