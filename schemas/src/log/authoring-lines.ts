import type { TicketPurpose } from '../wire/authoring.ts'
import type { SaidOnLine, SaidToPage } from '../wire/page-line.ts'
import {
  type AuthoringRecord,
  authoringLineMostMs,
  authoringLineMs,
  type PageKey,
} from './authoring-record.ts'

/** What one side has said so far; the oldest is forgotten, as whoever comes anew is told everything anew. */
export interface Said<T> {
  /** How many were said before those in `kept`. */
  readonly from: number
  readonly kept: readonly T[]
  /** Of each in `kept`, as JSON. */
  readonly lengths: readonly number[]
}

/** A line between a page and a dashboard. */
export interface AuthoringLine {
  readonly line: string
  readonly env: string
  readonly origin: string
  /** Absent: authoring. */
  readonly purpose?: TicketPurpose
  readonly code: string
  readonly by: string
  /** Until when the code can be typed; once a page has it, until when the line lasts. */
  readonly expires: number
  /** Once a page has it: the line cannot last longer than until then. */
  readonly most?: number
  readonly key?: PageKey
  /** Nothing more is said; the page may still hear so. */
  readonly ended: boolean
  /** Of what the page said last. */
  readonly n: number
  readonly page: Said<SaidOnLine>
  readonly dashboard: Said<SaidToPage>
}

/** Which page a code is for, and for what. */
export interface OfferedTo {
  readonly env: string
  readonly origin: string
  readonly purpose: TicketPurpose
}

/** The lines that there are, as the topic `authoring` tells of them. */
export interface AuthoringLines {
  readonly apply: (record: AuthoringRecord) => void
  readonly find: (line: string, now: number) => AuthoringLine | undefined
  /** Offered to pages of an origin for something, and not taken yet. */
  readonly offered: (to: OfferedTo, now: number) => readonly AuthoringLine[]
  readonly onChange: (fn: () => void) => () => void
  readonly reset: () => void
}

const mostKept = 100
/** Ten drafts of the longest kind, of each side. */
const mostLength = 4_000_000

const nothing = { from: 0, kept: [], lengths: [] } as const

/** How many of the newest are kept: the last one always is. */
const countKept = (lengths: readonly number[]): number => {
  let length = 0
  const tooOld = lengths.findLastIndex((each) => {
    length += each
    return length > mostLength
  })
  return Math.min(mostKept, Math.max(1, lengths.length - 1 - tooOld))
}

const more = <T>(before: Said<T>, said: readonly T[]): Said<T> => {
  if (said.length === 0) return before
  const lengths = [...before.lengths, ...said.map((each) => JSON.stringify(each).length)]
  const gone = Math.max(0, lengths.length - countKept(lengths))
  return {
    from: before.from + gone,
    kept: [...before.kept, ...said].slice(gone),
    lengths: lengths.slice(gone),
  }
}

/** What was said behind the first so many. */
export const saidAfter = <T>({ from, kept }: Said<T>, after: number): readonly T[] =>
  kept.slice(Math.max(0, after - from))

export const countSaid = <T>({ from, kept }: Said<T>): number => from + kept.length

const changed = (line: AuthoringLine, record: AuthoringRecord): AuthoringLine => {
  if (record.t === 'joined' && !line.key) {
    const most = record.expires - authoringLineMs + authoringLineMostMs
    return { ...line, key: record.key, expires: record.expires, most }
  }
  if (record.t === 'ended') {
    return { ...line, ended: true, dashboard: more(line.dashboard, [{ say: 'end' }]) }
  }
  if (record.t === 'page' && record.n > line.n) {
    return { ...line, n: record.n, page: more(line.page, record.said) }
  }
  if (record.t === 'lasts' && line.most !== undefined) {
    return { ...line, expires: Math.max(line.expires, Math.min(line.most, record.expires)) }
  }
  return record.t === 'dashboard' ? { ...line, dashboard: more(line.dashboard, record.said) } : line
}

export const createAuthoringLines = (): AuthoringLines => {
  const lines = new Map<string, AuthoringLine>()
  const heard = new Set<() => void>()
  const take = (record: AuthoringRecord): void => {
    if (record.t === 'offered') {
      const { t: _, ...offer } = record
      lines.set(record.line, { ...offer, ended: false, n: 0, page: nothing, dashboard: nothing })
      return
    }
    const line = lines.get(record.line)
    if (line && !line.ended) lines.set(record.line, changed(line, record))
  }
  const forgetEnded = (now: number): void => {
    for (const { line, expires } of lines.values()) if (expires <= now) lines.delete(line)
  }
  return {
    apply: (record) => {
      take(record)
      for (const fn of heard) fn()
    },
    find: (line, now) => {
      forgetEnded(now)
      return lines.get(line)
    },
    offered: ({ env, origin, purpose }, now) => {
      forgetEnded(now)
      return [...lines.values()].filter(
        (line) =>
          line.env === env &&
          line.origin === origin &&
          (line.purpose ?? 'authoring') === purpose &&
          !line.key &&
          !line.ended,
      )
    },
    onChange: (fn) => {
      heard.add(fn)
      return () => heard.delete(fn)
    },
    reset: () => lines.clear(),
  }
}
