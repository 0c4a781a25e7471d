import { useComputed } from '@preact/signals'
import { now } from '../words/now.ts'
import { exactTime, isoTime, relativeTime } from '../words/time.ts'

/** How long ago, with the exact time on hover. */
export const Ago = ({ at }: { readonly at: number }) => {
  const text = useComputed(() => relativeTime(at, Math.max(now.value, Math.min(at, Date.now()))))
  return (
    <time dateTime={isoTime(at)} title={exactTime(at)}>
      {at > 0 ? text.value : 'never'}
    </time>
  )
}
