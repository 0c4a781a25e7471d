import { dayMs } from '../words/duration.ts'
import { now } from '../words/now.ts'
import { ChoiceChips } from './choice-chips.tsx'
import { useParam } from './use-param.ts'

/** How far back one can look: a number of days, or `all` that is kept. */
export interface RangeChoices {
  readonly choices: readonly { readonly id: string; readonly label: string }[]
  readonly byDefault: string
}

const hourMs = 3_600_000

export interface RangeState extends RangeChoices {
  readonly days: string
  /** ms since the epoch, the same for an hour: an address that changes all the time would be asked all the time. */
  readonly from: number
  readonly choose: (days: string) => void
}

/** How far back a page looks; kept in its address. */
export const useRange = ({ choices, byDefault }: RangeChoices): RangeState => {
  const [given, set] = useParam('days')
  const days = choices.some(({ id }) => id === given) ? given : byDefault
  const since = (Math.floor(now.value / hourMs) + 1) * hourMs - Number(days) * dayMs
  return {
    ...{ choices, byDefault, days, from: days === 'all' ? 0 : since },
    choose: (chosen) => set(chosen === byDefault ? '' : chosen),
  }
}

/** The choice, as a row of chips. */
export const RangeChips = ({
  label,
  range: { choices, days, choose },
}: {
  readonly label: string
  readonly range: RangeState
}) => <ChoiceChips label={label} choices={choices} value={days} onChoose={choose} />
