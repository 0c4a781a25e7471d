import { limits } from '@waymark/schemas'
import { own } from '../own.ts'
import type { SubjectState } from '../state.ts'

/** Until when a guide is taken to be on screen: while it is granted, and from its painting until it ends, but not for ever. */
export const onScreenUntil = (state: SubjectState, id: string, now: number): number => {
  const message = own(state.eng, id)
  if (!message) return 0
  if (message.lease && message.lease.until > now) return message.lease.until
  const shown = message.shown.at(-1)
  if (shown === undefined || (message.acted && message.acted.at >= shown)) return 0
  return shown + limits.onScreenMs
}
