import { signal } from '@preact/signals'
import { isSameLead, type PendingDeed } from './lead-views.ts'

/** A deed is folded and readable within a second or two; after this long the server's word counts alone. */
const heldForMs = 10_000

/** What was done to leads a moment ago, of each lead the latest. */
export const pendingDeeds = signal<readonly PendingDeed[]>([])

const without = (gone: PendingDeed): void => {
  pendingDeeds.value = pendingDeeds.peek().filter((one) => one !== gone)
}

/** Shows a deed at once. The answer takes it back. */
export const holdDeed = (deed: PendingDeed): (() => void) => {
  const others = pendingDeeds.peek().filter((one) => !isSameLead(one.lead, deed.lead))
  pendingDeeds.value = [...others, deed]
  setTimeout(() => without(deed), heldForMs)
  return () => without(deed)
}
