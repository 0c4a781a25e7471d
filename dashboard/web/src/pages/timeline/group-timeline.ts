import type { TimelineItem } from '@waymark/schemas'
import { dayKey } from '../../words/time.ts'

/** A stretch of doing without a pause of half an hour, newest first. */
export interface TimelineSession {
  readonly from: number
  readonly to: number
  readonly events: number
  readonly items: readonly TimelineItem[]
}

export interface TimelineDay {
  readonly key: string
  readonly at: number
  readonly sessions: readonly TimelineSession[]
}

const pauseMs = 30 * 60_000

const close = (items: readonly TimelineItem[]): TimelineSession => ({
  from: items.at(-1)?.at ?? 0,
  to: items[0]?.at ?? 0,
  events: items.filter((item) => item.kind === 'event').length,
  items,
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
