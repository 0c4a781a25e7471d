import type { Reason } from './record.ts'
import type { Choice } from './targets/choose.ts'
import type { Seeker } from './targets/seek.ts'
import type { Wanted } from './targets/wanted.ts'

/** How long a step waits for its target, or for it to come back, before that is recorded as missed. */
export const graceMs = 2500

export interface SeekingListener {
  /** The target can be seen now, or (undefined) no longer. */
  onSight(choice: Found | undefined): void
  onMissed(reason: Reason, score: number): void
}

export type Found = Extract<Choice<Element>, { readonly score: number; readonly found: Element }>

/** Waits for the target of a guide that is about to show. `bring`: a person asked for it, so the page may scroll to it. */
export const seekTarget = (
  wanted: Wanted,
  options: { readonly seeker: Seeker; readonly bring: boolean },
  listener: SeekingListener,
): (() => void) => {
  let last: Choice<Element> | undefined
  let brought = !options.bring
  let late = false
  const report = (): void => {
    if (late && last && !last.found) listener.onMissed(last.reason, last.score)
  }
  const timer = setTimeout(() => {
    late = true
    report()
  }, graceMs)
  const stop = options.seeker.follow(wanted, (choice) => {
    last = choice
    report()
    listener.onSight(choice.found && choice.sight === 'seen' ? choice : undefined)
    if (brought || !choice.found || choice.sight === 'seen') return
    brought = true
    bringIntoView(choice.found)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Only after the person asked for it (a step on, or the page's own `show`): a page must not jump by itself. */
export const bringIntoView = (element: Element): void => {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  element.scrollIntoView({
    block: 'center',
    inline: 'nearest',
    behavior: calm ? 'instant' : 'smooth',
  })
}
