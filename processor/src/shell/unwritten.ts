import type { OwnerPosition, SubjectKey } from '@waymark/schemas'
import type { SubjectState } from '../fold/state.ts'

/** The next offsets in the topics that a partition folds. */
export type Progress = OwnerPosition['position']

/** Since when a state waits to be written, on the clock of `performance.now`, and what was folded into anybody before. */
export interface Since {
  readonly at: number
  readonly folded: Progress
}

/** Whose states have waited long enough. Once they are written, all before `upTo` is; without, all that was folded. */
export interface LongestWaiting {
  readonly subjects: readonly SubjectKey[]
  readonly upTo: Progress | undefined
}

/** A folded state of which the log does not know yet. */
export interface Unwritten {
  readonly state: SubjectState
  /** About how many bytes it takes as JSON. */
  readonly bytes: number
  readonly since: Since
}

/** The states of a partition that wait to be written, in the order in which their subjects began to wait. */
export interface UnwrittenStates {
  readonly get: (subject: SubjectKey) => Unwritten | undefined
  readonly has: (subject: SubjectKey) => boolean
  /** Takes the place of an older state that waits, and waits since then. */
  readonly keep: (state: SubjectState, bytes: number, now: Since) => void
  readonly drop: (subject: SubjectKey) => void
  readonly all: () => readonly SubjectState[]
  readonly count: () => number
  /** Since when the first of them waits. */
  readonly since: () => number | undefined
  /** Those who wait since an instant or longer. */
  readonly longest: (since: number) => LongestWaiting
}

export const createUnwrittenStates = (): UnwrittenStates => {
  // A map keeps the place of a key that it has.
  const bySubject = new Map<SubjectKey, Unwritten>()
  return {
    get: (subject) => bySubject.get(subject),
    has: (subject) => bySubject.has(subject),
    keep: (state, bytes, now) => {
      const since = bySubject.get(state.s)?.since ?? now
      bySubject.set(state.s, { state, bytes, since })
    },
    drop: (subject) => {
      bySubject.delete(subject)
    },
    all: () => Array.from(bySubject.values(), ({ state }) => state),
    count: () => bySubject.size,
    since: () => {
      for (const { since } of bySubject.values()) return since.at
      return undefined
    },
    longest: (instant) => {
      const subjects: SubjectKey[] = []
      for (const [subject, { since }] of bySubject) {
        if (since.at > instant) return { subjects, upTo: since.folded }
        subjects.push(subject)
      }
      return { subjects, upTo: undefined }
    },
  }
}
