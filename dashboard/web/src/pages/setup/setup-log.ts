import { useSignal } from '@preact/signals'
import type { Refusal } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import type { Setup } from '@waymark/schemas/api/setup'
import { useEffect } from 'preact/hooks'
import { onLive } from '../../api/live.ts'

/** A line of the log: an event that came, or a request that was refused. */
export type LogLine =
  | { readonly kind: 'event'; readonly at: number; readonly key: string; readonly event: EventItem }
  | {
      readonly kind: 'refusal'
      readonly at: number
      readonly key: string
      readonly refusal: Refusal
    }

const most = 50

const refusalLine = (refusal: Refusal): LogLine => ({
  kind: 'refusal',
  at: refusal.at,
  key: `${refusal.at}${refusal.code}${refusal.path}`,
  refusal,
})

const eventLine = (event: EventItem): LogLine => ({
  kind: 'event',
  at: event.received,
  key: event.messageId,
  event,
})

/** What was known and what came live, newest first, each once. */
const mergeLines = (before: readonly LogLine[], more: readonly LogLine[]): readonly LogLine[] => {
  const all = new Map([...before, ...more].map((line) => [line.key, line]))
  return [...all.values()].sort((a, b) => b.at - a.at).slice(0, most)
}

/** When the newest event came that was heard live, ms; 0 before the first. Lists hold it a moment later. */
export const useLastHeard = (): number => {
  const last = useSignal(0)
  useEffect(
    () =>
      onLive((message) => {
        if (message.kind === 'event') last.value = Math.max(last.value, message.event.received)
      }),
    [last],
  )
  return last.value
}

/** The log of Setup: what ingest took and refused, as it happens. */
export const useSetupLog = (setup: Setup): readonly LogLine[] => {
  const live = useSignal<readonly LogLine[]>([])
  useEffect(
    () =>
      onLive((message) => {
        if (message.kind === 'event')
          live.value = mergeLines(live.value, [eventLine(message.event)])
        if (message.kind === 'refusal')
          live.value = mergeLines(live.value, [refusalLine(message.refusal)])
      }),
    [live],
  )
  const known = [
    ...setup.refusals.map(refusalLine),
    ...(setup.firstEvent ? [eventLine(setup.firstEvent)] : []),
  ]
  return mergeLines(known, live.value)
}
