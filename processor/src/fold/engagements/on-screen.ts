import { limits } from '@waymark/schemas'
import { own } from '../own.ts'
import type { SubjectState } from '../state.ts'

/** Until when a guide is taken to be on screen: while it is granted, and from its painting until it ends or its page is left, but not for ever. */
export const onScreenUntil = (state: SubjectState, id: string, now: number): number => {
  const message = own(state.eng, id)
  if (!message) return 0
  if (message.lease && message.lease.until > now) return message.lease.until
  const shown = message.shown.at(-1)
  const gone = Math.max(message.acted?.at ?? 0, message.left ?? 0)
  if (shown === undefined || gone >= shown) return 0
  return shown + limits.onScreenMs
}
