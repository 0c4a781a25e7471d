import { useSignal } from '@preact/signals'
import { Building, User } from 'lucide-preact'
import { useId, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Name } from '../ui/name.tsx'
import { useModal } from '../ui/use-modal.ts'
import { useDefinitionOptions } from './palette-definitions.tsx'
import { type PaletteOption, ranked } from './palette-options.ts'
import { places } from './places.ts'
import { useSession } from './session.ts'
import { sayState, useFound } from './use-found.ts'

interface PaletteProps {
  readonly onClose: () => void
  /** Things to do besides going somewhere. */
  readonly actions: readonly PaletteOption[]
}

interface RowProps {
  readonly id: string
  readonly option: PaletteOption
  readonly chosen: boolean
  readonly onPoint: () => void
  readonly onRun: () => void
}

const Row = ({ id, option, chosen, onPoint, onRun }: RowProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the input above holds the focus and the keys
  // biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant
  <div
    id={id}
    class="option"
    role="option"
    aria-selected={chosen}
    onMouseMove={onPoint}
    onClick={onRun}
  >
    {option.icon ?? (option.end === 'Account' ? <Building class="icon" /> : <User class="icon" />)}
    <span class="cut">
      <Name>{option.label}</Name>
    </span>
    {option.end && <span class="end tiny">{option.end}</span>}
  </div>
)

const pagesBy = (route: (path: string) => void): readonly PaletteOption[] =>
  places.map(({ path, label, key, Icon }) => ({
    id: path,
    label,
    end: `g ${key}`,
    icon: <Icon class="icon" />,
    run: () => route(path),
  }))

/** Search or jump to: pages, people, accounts, definitions, actions. A combobox in a dialog. */
export const Palette = ({ onClose, actions }: PaletteProps) => {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const typed = useSignal('')
  const here = useSignal(0)
  const { route } = useLocation()
  const { env } = useSession()
  useModal(dialog, true)
  const found = useFound(typed.value)
  const definitions = useDefinitionOptions({ env, typed: typed.value, route })
  const options = [
    ...ranked(typed.value, [...pagesBy(route), ...actions]),
    ...definitions,
    ...found.options,
  ]
  const at = Math.min(here.value, options.length - 1)
  const run = (option: PaletteOption | undefined): void => {
    if (!option) return
    onClose()
    option.run()
  }
  const press = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      here.value = options.length === 0 ? 0 : (at + step + options.length) % options.length
      document.getElementById(`${id}-${here.value}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      run(options[at])
    }
  }
  return (
    <dialog
      ref={dialog}
      class="dialog palette"
      aria-label="Search or jump to"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <input
        class="palette-input"
        role="combobox"
        aria-expanded={true}
        aria-controls={`${id}-options`}
        aria-activedescendant={options.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        aria-label="Search or jump to"
        placeholder="A page, a person, an account, a guide…"
        onInput={(event) => {
          typed.value = event.currentTarget.value
          here.value = 0
        }}
        onKeyDown={press}
      />
      <div id={`${id}-options`} class="options" role="listbox" aria-label="Results" tabIndex={-1}>
        {options.map((option, place) => (
          <Row
            key={option.id}
            id={`${id}-${place}`}
            option={option}
            chosen={place === at}
            onPoint={() => {
              here.value = place
            }}
            onRun={() => run(option)}
          />
        ))}
      </div>
      <p class="options-none" role="status">
        {sayState(found, options.length)}
      </p>
    </dialog>
  )
}
