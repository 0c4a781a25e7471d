import { dayMs } from './clock-of-life.ts'
import type { HistoryEvent } from './history-event.ts'
import { isChosen } from './spread.ts'

/** Who comes to be at home, as the milestone has it, within a week. */
const atHome = { event: 'Card Moved', times: 8, withinMs: 7 * dayMs } as const

/** Of those who come to be at home, and of the others, so many save a view of the board early on. */
const saves = { home: 0.78, not: 0.2 } as const

const byPerson = (history: readonly HistoryEvent[]): ReadonlyMap<string, readonly HistoryEvent[]> =>
  Map.groupBy(
    history.filter(({ userId }) => userId !== undefined),
    ({ userId }) => userId ?? '',
  )

const isAtHome = (events: readonly HistoryEvent[]): boolean => {
  const begun = Date.parse(events[0]?.timestamp ?? '')
  const last = events.filter(({ event }) => event === atHome.event)[atHome.times - 1]
  return last !== undefined && Date.parse(last.timestamp) <= begun + atHome.withinMs
}

const saved = (begun: HistoryEvent, nth: number): HistoryEvent => ({
  type: 'track',
  event: 'View Saved',
  messageId: `${begun.messageId}-view-${nth}`,
  anonymousId: begun.anonymousId,
  ...(begun.userId === undefined ? {} : { userId: begun.userId }),
  context: begun.context,
  timestamp: new Date(Date.parse(begun.timestamp) + nth * 50_000).toISOString(),
})

/** What keen people do in their first minutes: so that there is something to find that goes with coming far. */
export const habitsOf = (history: readonly HistoryEvent[]): readonly HistoryEvent[] => {
  const lives = [...byPerson(history).values()]
  return [true, false].flatMap((home) =>
    lives
      .filter((events) => isAtHome(events) === home)
      .filter((_, nth) => isChosen(nth, home ? saves.home : saves.not))
      .flatMap(([begun]) => (begun ? [saved(begun, 1), saved(begun, 2)] : [])),
  )
}
