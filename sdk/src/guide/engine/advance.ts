import type { GuideStep } from '@waymark/schemas/wire/content'
import type { GuideHost } from '../../guide-contract.ts'
import { guard } from './guard.ts'

/** Listens for what leads on from a step by itself: a click on its target, or an event of the page. */
export const listenToAdvance = (
  { advance }: GuideStep,
  host: GuideHost,
  { target, onClick, onEvent }: AdvanceListener,
): (() => void) => {
  if (!advance) return () => {}
  if ('event' in advance) {
    return host.onTrack((event) => {
      if (event === advance.event) onEvent()
    })
  }
  const hear = guard(
    (event: Event): void => {
      const element = target()
      if (element && event.composedPath().includes(element)) onClick()
    },
    (error) => host.reportError('guide_trigger', error),
  )
  // Before every listener of the page that is further in.
  addEventListener('click', hear, true)
  return () => removeEventListener('click', hear, true)
}

export interface AdvanceListener {
  target(): Element | undefined
  onClick(): void
  onEvent(): void
}
