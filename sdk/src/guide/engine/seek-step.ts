import type { GuideKind } from '../kinds/kind.ts'
import { type Found, type SeekingListener, seekTarget } from './seek-target.ts'
import type { Seeker } from './targets/seek.ts'
import type { Wanted } from './targets/wanted.ts'
import { afterVisible } from './visible-timer.ts'

interface StepSeekingListener extends SeekingListener {
  /** It can be shown now. */
  onReady(): void
  /** It was not there for as long as its author would wait. */
  onSkipped(): void
}

interface StepSeeking {
  readonly seeker: Seeker
  readonly bring: boolean
  /** Present where its appearing must interrupt nobody. */
  readonly whenCalm: GuideKind['whenCalm']
  readonly skipMs: number | undefined
}

/** Waits until a step can be shown: its target is seen, and nobody is interrupted. */
export const seekStep = (
  wanted: Wanted,
  { seeker, bring, whenCalm, skipMs }: StepSeeking,
  listener: StepSeekingListener,
): (() => void) => {
  let stopCalm: (() => void) | undefined
  let isThere = false
  const stopSkip =
    skipMs === undefined ? undefined : afterVisible(skipMs, () => isThere || listener.onSkipped())
  const onSight = (found: Found | undefined): void => {
    isThere = found !== undefined
    listener.onSight(found)
    if (!found) return
    if (whenCalm) stopCalm ??= whenCalm(listener.onReady)
    else listener.onReady()
  }
  const stop = seekTarget(wanted, { seeker, bring }, { onSight, onMissed: listener.onMissed })
  return () => {
    stop()
    stopCalm?.()
    stopSkip?.()
  }
}
