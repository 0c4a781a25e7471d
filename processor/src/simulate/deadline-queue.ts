import type { SubjectKey } from '@waymark/schemas'
import { createDueHeap } from '../notify/due-heap.ts'

/** Who is to be woken when. What a subject waits for may change: the one who asks knows what it is now. */
export interface DeadlineQueue {
  readonly add: (subject: SubjectKey, due: number) => void
  /** The earliest instant at which somebody is to be woken. */
  readonly earliest: () => number | undefined
  /** Takes out all who are to be woken at the earliest instant, in order of their keys. */
  readonly take: () => readonly SubjectKey[]
}

interface Entry {
  readonly due: number
  readonly subject: SubjectKey
}

/** `dueOf` tells what a subject waits for now: older entries of it count for nothing. */
export const createDeadlineQueue = (
  dueOf: (subject: SubjectKey) => number | undefined,
): DeadlineQueue => {
  const heap = createDueHeap<Entry>()
  const earliest = (): number | undefined => {
    for (let entry = heap.peek(); entry; entry = heap.peek()) {
      if (dueOf(entry.subject) === entry.due) return entry.due
      heap.pop()
    }
    return undefined
  }
  return {
    add: (subject, due) => heap.push({ subject, due }),
    earliest,
    take: () => {
      const due = earliest()
      const subjects = new Set<SubjectKey>()
      while (due !== undefined && earliest() === due) {
        const entry = heap.pop()
        if (entry) subjects.add(entry.subject)
      }
      return [...subjects].toSorted((a, b) => (a < b ? -1 : 1))
    },
  }
}
