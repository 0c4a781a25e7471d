import { sayDuration } from '../words/duration.ts'
import { lifecycleName } from '../words/names.ts'
import { now } from '../words/now.ts'
import { Ago } from './ago.tsx'

interface Stay {
  readonly state: string
  readonly at: number
}

/** `for 2 d 4 h`; who only passes through stays no time at all. */
const sayStay = (ms: number): string => (ms < 1000 ? 'briefly' : `for ${sayDuration(ms)}`)

/** The states that somebody went through, newest first, with how long each lasted. */
export const LifecycleHistory = ({ history }: { readonly history: readonly Stay[] }) => {
  const stays = [...history].reverse().sort((a, b) => b.at - a.at)
  return (
    <ul class="lines">
      {stays.map((stay, at) => (
        <li key={`${stay.at}${stay.state}`} class="row-tight">
          <b>{lifecycleName(stay.state)}</b>
          <span class="faint">{sayStay((stays[at - 1]?.at ?? now.value) - stay.at)}</span>
          <span class="push faint">
            <Ago at={stay.at} />
          </span>
        </li>
      ))}
    </ul>
  )
}
