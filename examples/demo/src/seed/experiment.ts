import { dayMs } from './clock-of-life.ts'
import type { HistoryEvent } from './history-event.ts'
import { isChosen } from './spread.ts'

/** How somebody was drawn for the experiment `show-the-board`. */
export interface Drawn {
  readonly userId: string
  readonly at: number
  readonly heldOut: boolean
}

/** The engagement, its holdout and how long its goal counts, as `show-the-board.yaml` has them. */
export const experiment = { id: 'show-the-board', holdout: 0.5, withinMs: 3 * dayMs } as const

/** Of those who moved a card in time, and of the others, so many had been shown the hint: that is the effect. */
const shown = { moved: 0.66, not: 0.32 } as const

interface Newcomer {
  readonly userId: string
  readonly at: number
  readonly moved: boolean
}

const newcomersOf = (history: readonly HistoryEvent[]): readonly Newcomer[] => {
  const born = new Map<string, number>()
  const moved = new Map<string, number>()
  for (const { userId, event, timestamp } of history) {
    if (userId === undefined) continue
    const at = Date.parse(timestamp)
    if (!born.has(userId)) born.set(userId, at)
    if (event === 'Card Moved' && !moved.has(userId)) moved.set(userId, at)
  }
  return Array.from(born, ([userId, at]) => ({
    userId,
    at,
    moved: (moved.get(userId) ?? Number.POSITIVE_INFINITY) <= at + experiment.withinMs,
  }))
}

/**
 * Who of the history was shown the hint, and who was held out. Imported history draws nobody, so the draw is made up as the rest is:
 * half and half, with more of those who moved a card among the shown.
 */
export const drawNewcomers = (history: readonly HistoryEvent[]): readonly Drawn[] => {
  const newcomers = newcomersOf(history)
  return [true, false].flatMap((moved) =>
    newcomers
      .filter((one) => one.moved === moved)
      .map(({ userId, at }, nth) => ({
        userId,
        at,
        heldOut: !isChosen(nth, moved ? shown.moved : shown.not),
      })),
  )
}
