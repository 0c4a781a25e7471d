import type { TimelineItem } from '@waymark/schemas'
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

/** What makes two of them the same: who somebody is, or where they belong, said again in the same words. */
const sameAs = (item: TimelineItem): string | undefined => {
  if (item.kind !== 'event') return undefined
  const { type, person, account, properties } = item.event
  return type === 'identify' || type === 'group'
    ? JSON.stringify([type, person, account, properties])
    : undefined
}

const fold = (items: readonly TimelineItem[]): readonly TimelineLine[] => {
  const lines: { readonly item: TimelineItem; times: number }[] = []
  const known = new Map<string, { times: number }>()
  for (const item of items) {
    const same = sameAs(item)
    const before = same === undefined ? undefined : known.get(same)
    if (before) before.times++
    else {
      const line = { item, times: 1 }
      lines.push(line)
      if (same !== undefined) known.set(same, line)
    }
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
