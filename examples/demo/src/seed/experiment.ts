import { dayMs, minuteMs } from './clock-of-life.ts'
import { historyUntil } from './history.ts'
import type { HistoryEvent } from './history-event.ts'
import { createRandom } from './random.ts'
import { isChosen } from './spread.ts'
import { tellGuide } from './tell-guide.ts'

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

/** As `show-the-board.yaml` has them. */
const banner = { guide: 'move-a-card', engagement: experiment.id, version: 1 } as const

/** Of those who moved a card by themselves, or never: so many went to the board by the hint, and so many closed it. */
const went = 0.25
const closed = 0.6

/** What became of the hint: who moved a card because of it went to the board by its button. */
const hintOf = ({ born, userId }: Newcomer, isHelped: boolean): readonly HistoryEvent[] => {
  const random = createRandom(`hint/${userId}`)
  const told = tellGuide(banner, born)
  const step = { step: '1' }
  const at = random.between(20, 60)
  const wait = at + random.between(3, 90)
  const shown = [told(at, 'rendered', step), told(at + 1, 'seen', step)]
  const die = isHelped ? 0 : random.next()
  if (die < went) {
    const by = { ...step, by: 'To the board' }
    return [...shown, told(wait, 'clicked', by), told(wait, 'completed', by)]
  }
  return die < closed ? [...shown, told(wait, 'dismissed', { ...step, by: 'close' })] : shown
}

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
  const treated = newcomers.filter(({ heldOut }) => !heldOut)
  const hinted = treated.filter(({ moved }) => !moved).filter((_, nth) => isChosen(nth, helped))
  const hints = treated.flatMap((one) => hintOf(one, hinted.includes(one)))
  return {
    history: [...lived, ...hints, ...hinted.map(firstMove)].sort(
      (a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp),
    ),
    drawn: newcomers.map(({ userId, at, heldOut }) => ({ userId, at, heldOut })),
  }
}
