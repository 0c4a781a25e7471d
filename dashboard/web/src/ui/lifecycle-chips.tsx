import { lifecycleName, lifecycleOrder } from '../words/names.ts'
import { ChoiceChips } from './choice-chips.tsx'

interface LifecycleChipsProps {
  readonly value: string
  readonly onChoose: (state: string) => void
}

const choices = [
  { id: '', label: 'All' },
  ...lifecycleOrder.map((state) => ({ id: state, label: lifecycleName(state) })),
]

/** Filters a list by lifecycle state. */
export const LifecycleChips = ({ value, onChoose }: LifecycleChipsProps) => (
  <ChoiceChips label="Lifecycle state" choices={choices} value={value} onChoose={onChoose} />
)
