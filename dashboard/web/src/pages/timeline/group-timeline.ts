import type { EventItem } from '@waymark/schemas/api/events'
import type { TimelineItem } from '@waymark/schemas/api/timeline'
import { dayKey } from '../../words/time.ts'

/** One line of a session: what every page load says again is one line, with how often it was said. */
export interface TimelineLine {
  readonly item: TimelineItem
  readonly times: number
}

/** A stretch of doing without a pause of half an hour, newest first. */
export interface TimelineSession {
  readonly from: number
  readonly to: number
  readonly events: number
  readonly lines: readonly TimelineLine[]
}

export interface TimelineDay {
  readonly key: string
  readonly at: number
  readonly sessions: readonly TimelineSession[]
}

const pauseMs = 30 * 60_000

/** What makes two lines the same, if anything does, and whether something else may lie between them. */
interface Sameness {
  readonly key: string
  readonly within: 'session' | 'neighbours'
}

/** Page loads say again who somebody is, where they belong, and what a guide did; so does the server of what it did not show. */
const eventSameness = ({ type, person, account, event, properties }: EventItem) =>
  type === 'identify' || type === 'group' || event.startsWith('$guide_')
    ? {
        key: JSON.stringify([type, event, person, account, properties]),
        within: 'session' as const,
      }
    : undefined

const sameness = (item: TimelineItem): Sameness | undefined => {
  if (item.kind === 'event') return eventSameness(item.event)
  const { at: _, ...said } = item.transition
  // In and out and in again is a story: of changes only neighbours are one line.
  return { key: JSON.stringify(said), within: said.t === 'suppressed' ? 'session' : 'neighbours' }
}

interface Folding {
  readonly item: TimelineItem
  times: number
}

const fold = (items: readonly TimelineItem[]): readonly TimelineLine[] => {
  const lines: Folding[] = []
  const known = new Map<string, Folding>()
  for (const item of items) {
    const same = sameness(item)
    const before = same && known.get(same.key)
    if (before && (same.within === 'session' || before === lines.at(-1))) {
      before.times++
      continue
    }
    const line = { item, times: 1 }
    lines.push(line)
    if (same) known.set(same.key, line)
  }
  return lines
}

const close = (items: readonly TimelineItem[]): TimelineSession => ({
  from: items.at(-1)?.at ?? 0,
  to: items[0]?.at ?? 0,
  events: items.filter((item) => item.kind === 'event').length,
  lines: fold(items),
})

/** Items (newest first) in days, and in each day in sessions: a pause of 30 minutes starts another. */
export const groupTimeline = (items: readonly TimelineItem[]): readonly TimelineDay[] => {
  const days: { key: string; at: number; sessions: TimelineItem[][] }[] = []
  let before: TimelineItem | undefined
  for (const item of items) {
    const key = dayKey(item.at)
    const day = days.at(-1)
    if (!day || day.key !== key) days.push({ key, at: item.at, sessions: [[item]] })
    else if (before && before.at - item.at > pauseMs) day.sessions.push([item])
    else day.sessions.at(-1)?.push(item)
    before = item
  }
  return days.map((day) => ({ ...day, sessions: day.sessions.map(close) }))
}

export type TimelineKind = '' | 'events' | 'changes' | 'messages'

const isMessage = (item: TimelineItem): boolean =>
  item.kind === 'transition' &&
  ['decided', 'withdrawn', 'suppressed', 'send', 'message', 'lapsed', 'not_granted'].includes(
    item.transition.t,
  )

const isInner = (item: TimelineItem): boolean =>
  item.kind === 'transition' && ['owed', 'granted', 'merged'].includes(item.transition.t)

/** What a kind leaves. What only the machinery needs is never shown. */
export const ofKind = (
  items: readonly TimelineItem[],
  kind: TimelineKind,
): readonly TimelineItem[] =>
  items.filter((item) => {
    if (isInner(item)) return false
    if (kind === 'events') return item.kind === 'event'
    if (kind === 'messages') return isMessage(item)
    if (kind === 'changes') return item.kind === 'transition' && !isMessage(item)
    return true
  })
