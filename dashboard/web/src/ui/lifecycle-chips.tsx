import { lifecycleName, lifecycleOrder } from '../words/names.ts'

interface LifecycleChipsProps {
  readonly value: string
  readonly onChoose: (state: string) => void
}

/** Filters a list by lifecycle state. */
export const LifecycleChips = ({ value, onChoose }: LifecycleChipsProps) => (
  <div class="chips" role="group" aria-label="Lifecycle state">
    {['', ...lifecycleOrder].map((state) => (
      <button
        key={state}
        type="button"
        class="chip"
        aria-pressed={value === state}
        onClick={() => onChoose(state)}
      >
        {state === '' ? 'All' : lifecycleName(state)}
      </button>
    ))}
  </div>
)
