import { type Signal, useComputed, useSignal } from '@preact/signals'
import type { EventList } from '@waymark/schemas/api/events'
import { useEffect } from 'preact/hooks'
import { onLive } from '../../api/live.ts'
import { eventRow, type LiveRow, rowOf, withRows } from './live-rows.ts'

export interface LiveRows {
  readonly rows: Signal<readonly LiveRow[]>
  /** How many wait while the list stands still. */
  readonly waiting: Signal<number>
  /** Rows that came while one looked, to be lit once. */
  readonly fresh: ReadonlySet<string>
  /** Nothing has come since one looks: what is shown was stored before. */
  readonly quiet: Signal<boolean>
}

const gatherMs = 200

const fresh = new Set<string>()

/** The live list: what was known, and what comes. While it stands still, what comes waits. */
export const useLiveRows = (known: EventList | undefined, still: Signal<boolean>): LiveRows => {
  const rows = useSignal<readonly LiveRow[]>([])
  const pending = useSignal<readonly LiveRow[]>([])
  const quiet = useSignal(true)
  useEffect(() => {
    if (!known) return
    const before = known.events.map(eventRow).reverse()
    if (rows.peek().length === 0) rows.value = withRows([], before)
  }, [known, rows])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (): void => {
      timer = undefined
      if (still.peek() || pending.peek().length === 0) return
      for (const row of pending.peek()) fresh.add(row.key)
      rows.value = withRows(rows.peek(), pending.peek())
      pending.value = []
    }
    const stopListening = onLive((message) => {
      const row = rowOf(message)
      if (!row) return
      quiet.value = false
      pending.value = [...pending.peek().slice(-999), row]
      timer ??= setTimeout(show, gatherMs)
    })
    const stopWatching = still.subscribe((is) => {
      if (!is) show()
    })
    return () => {
      stopListening()
      stopWatching()
      clearTimeout(timer)
    }
  }, [still, rows, pending, quiet])
  const waiting = useComputed(() => (still.value ? pending.value.length : 0))
  return { rows, waiting, fresh, quiet }
}
