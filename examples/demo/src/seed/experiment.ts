import { dayMs, minuteMs } from './clock-of-life.ts'
import { historyUntil } from './history.ts'
import type { HistoryEvent } from './history-event.ts'
import { isChosen } from './spread.ts'

/** How somebody was drawn for the experiment `show-the-board`. */
export interface Drawn {
  readonly userId: string
  readonly at: number
  readonly heldOut: boolean
}

/** Whether the stream would hold somebody out of the experiment. */
export type IsHeldOut = (userId: string) => boolean

/** The engagement, its holdout and how long its goal counts, as `show-the-board.yaml` has them. */
export const experiment = { id: 'show-the-board', holdout: 0.5, withinMs: 3 * dayMs } as const

/** Of those who were shown the hint and would not have moved a card in time, so many moved one: that is the effect. */
const helped = 0.85

interface Newcomer extends Drawn {
  readonly born: HistoryEvent
  readonly moved: boolean
}

const newcomersOf = (
  history: readonly HistoryEvent[],
  isHeldOut: IsHeldOut,
): readonly Newcomer[] => {
  const lives = Map.groupBy(history, ({ userId }) => userId ?? '')
  return Array.from(lives).flatMap(([userId, events]) => {
    const [born] = events
    if (!born || userId === '') return []
    const at = Date.parse(born.timestamp)
    const first = events.find(({ event }) => event === 'Card Moved')
    const moved = first !== undefined && Date.parse(first.timestamp) <= at + experiment.withinMs
    return [{ userId, at, heldOut: isHeldOut(userId), born, moved }]
  })
}

/** Within half an hour of coming first, which nobody of the history did later than forty minutes before its end. */
const firstMove = ({ born, at }: Newcomer, nth: number): HistoryEvent => ({
  type: 'track',
  event: 'Card Moved',
  properties: { from: 'Next', to: 'Doing' },
  messageId: `${born.messageId}-hint`,
  anonymousId: born.anonymousId,
  ...(born.userId === undefined ? {} : { userId: born.userId }),
  context: born.context,
  timestamp: new Date(at + (4 + (nth % 23)) * minuteMs).toISOString(),
})

/** The history, and who of it was drawn how. */
export interface Experiment {
  readonly history: readonly HistoryEvent[]
  readonly drawn: readonly Drawn[]
}

/**
 * The history up to `now` with an experiment in it. Imported history draws nobody, so that they were drawn then is made up; who is
 * held out is not: it is as the stream draws them, so that what they do from now on finds them in the same arm.
 */
export const experimentUntil = (now: number, isHeldOut: IsHeldOut): Experiment => {
  const lived = historyUntil(now)
  const newcomers = newcomersOf(lived, isHeldOut)
  const hinted = newcomers
    .filter(({ heldOut, moved }) => !heldOut && !moved)
    .filter((_, nth) => isChosen(nth, helped))
    .map(firstMove)
  return {
    history: [...lived, ...hinted].sort(
      (a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp),
    ),
    drawn: newcomers.map(({ userId, at, heldOut }) => ({ userId, at, heldOut })),
  }
}
