import { Monitor, Moon, Sun } from 'lucide-preact'
import { nextIndex } from '../ui/roving.ts'
import { setTheme, type Theme, theme } from './theme.ts'

const choices = [
  { id: 'light', label: 'Light', Icon: Sun },
  { id: 'auto', label: 'As the system', Icon: Monitor },
  { id: 'dark', label: 'Dark', Icon: Moon },
] as const satisfies readonly {
  readonly id: Theme
  readonly label: string
  readonly Icon: unknown
}[]

export const ThemeSwitch = () => {
  const move = (event: KeyboardEvent): void => {
    const here = choices.findIndex((choice) => choice.id === theme.value)
    const to = nextIndex(event.key, here, choices.length)
    const choice = to === undefined ? undefined : choices[to]
    if (!choice || to === undefined) return
    event.preventDefault()
    setTheme(choice.id)
    const group = event.currentTarget as HTMLElement
    group.querySelectorAll('button')[to]?.focus()
  }
  return (
    <div class="themes" role="radiogroup" aria-label="Colours" tabIndex={-1} onKeyDown={move}>
      {choices.map(({ id, label, Icon }) => (
        // biome-ignore lint/a11y/useSemanticElements: three small toggles that look like one
        <button
          key={id}
          type="button"
          role="radio"
          aria-checked={theme.value === id}
          aria-label={label}
          title={label}
          tabIndex={theme.value === id ? 0 : -1}
          onClick={() => setTheme(id)}
        >
          <Icon class="icon" />
        </button>
      ))}
    </div>
  )
}
