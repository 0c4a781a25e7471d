import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { onLive } from '../../api/live.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { sayRate } from '../../words/number.ts'

interface Rate {
  readonly perSecond: number
  readonly shown: number
  readonly of: number
  readonly at: number
}

const windowMs = 30 * 60_000

/** Outlives the page, so that the line does not begin anew at each visit. */
let rates: readonly Rate[] = []

/** How much comes in, and whether all of it is shown. */
export const RateLine = () => {
  const tick = useSignal(0)
  useEffect(
    () =>
      onLive((message) => {
        if (message.kind !== 'rate') return
        rates = [...rates.filter((rate) => rate.at > message.at - windowMs), message]
        tick.value++
      }),
    [tick],
  )
  const shownAt = tick.value
  const last = rates.at(-1)
  const text = last
    ? `${sayRate(last.perSecond)} events a second`
    : 'The rate shows here as events come in'
  return (
    <div class="rate" data-tick={shownAt}>
      <div class="small">
        <b>{last ? sayRate(last.perSecond) : '–'}</b> <span class="quiet">events a second</span>
        {last && last.shown < last.of && (
          <span class="faint">
            {' '}
            · {last.shown} of {last.of} shown
          </span>
        )}
      </div>
      <Sparkline
        label={`${text}; the line shows the last 30 minutes that this page was open`}
        values={rates.map((rate) => rate.perSecond)}
      />
    </div>
  )
}
