import { ChoiceChips } from '../../ui/choice-chips.tsx'
import { useParam } from '../../ui/use-param.ts'
import { dayMs } from '../../words/duration.ts'
import { now } from '../../words/now.ts'

const byDefault = '90'

const choices = [
  { id: '7', label: '7 days' },
  { id: '30', label: '30 days' },
  { id: byDefault, label: '90 days' },
  { id: '365', label: 'A year' },
]

const hourMs = 3_600_000

export interface RangeState {
  readonly days: string
  /** ms since the epoch, the same for an hour: an address that changes all the time would be asked all the time. */
  readonly from: number
  readonly choose: (days: string) => void
}

/** How far back a page looks; kept in its address. */
export const useRange = (): RangeState => {
  const [given, set] = useParam('days')
  const days = choices.some(({ id }) => id === given) ? given : byDefault
  const from = (Math.floor(now.value / hourMs) + 1) * hourMs - Number(days) * dayMs
  return { days, from, choose: (chosen) => set(chosen === byDefault ? '' : chosen) }
}

export const RangeChips = ({ days, choose }: RangeState) => (
  <ChoiceChips label="Shown in the last" choices={choices} value={days} onChoose={choose} />
)
