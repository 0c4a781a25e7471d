export interface Choice {
  readonly id: string
  readonly label: string
}

interface ChoiceChipsProps {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly value: string
  readonly onChoose: (id: string) => void
}

/** One of a few, to filter a list. */
export const ChoiceChips = ({ label, choices, value, onChoose }: ChoiceChipsProps) => (
  <fieldset class="chips">
    <legend class="out-of-sight">{label}</legend>
    {choices.map((choice) => (
      <button
        key={choice.id}
        type="button"
        class="chip"
        aria-pressed={value === choice.id}
        onClick={() => onChoose(choice.id)}
      >
        {choice.label}
      </button>
    ))}
  </fieldset>
)
