import { liveState } from '../api/live.ts'
import { sayDuration } from '../words/duration.ts'
import { now } from '../words/now.ts'
import { clockTime, exactTime } from '../words/time.ts'
import { zone } from '../words/zone.ts'

const oldAfterMs = 60_000

/** When the numbers of a page were true: `Live · as of 14:02:11 · Europe/Berlin`. */
export const AsOf = ({ at }: { readonly at: number | undefined }) => {
  if (at === undefined) return <span class="stamp">Loading…</span>
  const behind = now.value - at
  const old = behind > oldAfterMs
  const live = liveState.value === 'on'
  return (
    <span class={old ? 'stamp warn' : 'stamp'} title={exactTime(at)}>
      <span class="dot" data-is={old ? 'warn' : live ? 'on' : 'off'} />
      {old ? `${sayDuration(behind)} behind` : live ? 'Live' : 'Not live'} · as of {clockTime(at)} ·{' '}
      {zone}
    </span>
  )
}
