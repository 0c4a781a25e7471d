import type { Database } from 'lmdb'

type Half = 0 | 1

/** Which half takes what comes, and since when. */
interface Filling {
  readonly half: Half
  readonly since: number
}

/** Where the cache keeps that. */
interface Kept {
  readonly get: () => string | undefined
  readonly put: (value: string) => void
}

/** Accepted message ids as the cache holds them. */
export interface CachedIds {
  /** Source position of an accepted message id, or `undefined`. */
  readonly seen: (id: string) => string | undefined
  readonly see: (id: string, position: string) => void
  readonly forget: (id: string) => void
  /** Forgets what came longer than `keptMs` before now: some of it now, the rest not later than as long again. */
  readonly turn: (now: number, keptMs: number) => void
}

const other = (half: Half): Half => (half === 0 ? 1 : 0)

const parse = (value: string | undefined): Filling | undefined =>
  value === undefined ? undefined : JSON.parse(value)

/**
 * Ids lie in two halves: one takes what comes, the other has what came before. Once that is too old as a whole it is emptied at one
 * stroke, and takes what comes from then on. So ids go as fast as they came, however fast that was, and nobody looks through them.
 */
export const createCachedIds = (
  halves: readonly [Database<string, string>, Database<string, string>],
  kept: Kept,
): CachedIds => {
  let filling = parse(kept.get())
  const newer = () => halves[filling?.half ?? 0]
  const older = () => halves[other(filling?.half ?? 0)]
  const begin = (next: Filling): void => {
    filling = next
    kept.put(JSON.stringify(next))
  }
  return {
    seen: (id) => newer().get(id) ?? older().get(id),
    see: (id, position) => void newer().put(id, position),
    forget: (id) => {
      for (const half of halves) void half.remove(id)
    },
    turn: (now, keptMs) => {
      // A clock that was ahead once keeps nothing for longer.
      if (filling === undefined || filling.since > now)
        begin({ half: filling?.half ?? 0, since: now })
      else if (now - filling.since >= keptMs) {
        // Emptied before anything is put into it: writes are done in order.
        void older().clearAsync()
        begin({ half: other(filling.half), since: now })
      }
    },
  }
}
