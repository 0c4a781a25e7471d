import type { HistoryEvent } from './history-event.ts'
import type { Random } from './random.ts'
import { tellGuide } from './tell-guide.ts'

/** As `install-the-code.yaml` has them. */
const tooltip = { guide: 'install-the-code', engagement: 'remind-to-install', version: 1 } as const

/** Of those who copy the code, so many do it by the tooltip; the others close that first, or leave it where it is. */
const byTooltip = 0.7

/** Of these, and of those who do not copy it, so many say "Later", and so many with them are rid of it. */
const later = 0.4
const close = 0.8

const within = 90_000

const didAt = ({ timestamp }: HistoryEvent): number => Date.parse(timestamp)

const met = (
  seen: HistoryEvent,
  copied: HistoryEvent | undefined,
  random: Random,
): readonly HistoryEvent[] => {
  const told = tellGuide(tooltip, seen)
  const step = { step: '1' }
  const shown = [told(2, 'rendered', { ...step, score: 1 }), told(3, 'seen', { ...step, score: 1 })]
  if (copied && random.chance(byTooltip)) {
    const after = (didAt(copied) - didAt(seen)) / 1000
    const pressed = random.chance(0.6)
      ? [told(after, 'clicked', { ...step, by: 'Copy code' })]
      : [told(after, 'clicked', { ...step, by: 'target' })]
    return [...shown, ...pressed, told(after + 1, 'completed', { ...step, by: 'next' })]
  }
  const wait = random.between(5, 35)
  const die = random.next()
  if (die < later) {
    const by = { ...step, by: 'Later' }
    return [...shown, told(wait, 'clicked', by), told(wait, 'dismissed', by)]
  }
  const by = random.pick(['close', 'escape'])
  return die < close ? [...shown, told(wait, 'dismissed', { ...step, by })] : shown
}

/** What became of the tooltip that points at the code, whenever somebody who had not copied it yet came to where it is. */
export const tooltipsOf = (
  history: readonly HistoryEvent[],
  random: Random,
): readonly HistoryEvent[] =>
  [...Map.groupBy(history, ({ userId }) => userId ?? '')].flatMap(([userId, events]) => {
    const seen = events.find(
      ({ type, properties }) => type === 'page' && properties?.path === '/demo/connect',
    )
    if (userId === '' || !seen) return []
    const copied = events.find(
      (one) =>
        one.event === 'Code Copied' &&
        didAt(one) >= didAt(seen) &&
        didAt(one) <= didAt(seen) + within,
    )
    return met(seen, copied, random.fork(userId))
  })
