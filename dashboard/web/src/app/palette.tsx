import { useSignal } from '@preact/signals'
import type { AccountsList, PeopleList } from '@waymark/schemas'
import { Building, User } from 'lucide-preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { useModal } from '../ui/use-modal.ts'
import { foundOptions, type PaletteOption, ranked } from './palette-options.ts'
import { places } from './places.ts'
import { useSession } from './session.ts'

interface PaletteProps {
  readonly onClose: () => void
  /** Things to do besides going somewhere. */
  readonly actions: readonly PaletteOption[]
}

const waitMs = 150

const useFound = (typed: string): readonly PaletteOption[] => {
  const { env } = useSession()
  const { route } = useLocation()
  const search = useSignal('')
  useEffect(() => {
    const timer = setTimeout(() => {
      search.value = typed.trim()
    }, waitMs)
    return () => clearTimeout(timer)
  }, [typed, search])
  const asks = search.value.length > 1
  const people = useQuery<PeopleList>(
    asks ? address('/api/people', { env, search: search.value }) : undefined,
  )
  const accounts = useQuery<AccountsList>(
    asks ? address('/api/accounts', { env, search: search.value }) : undefined,
  )
  return asks ? foundOptions({ people: people.data, accounts: accounts.data, route }) : []
}

/** Search or jump to: pages, people, accounts, actions. A combobox in a dialog. */
export const Palette = ({ onClose, actions }: PaletteProps) => {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const typed = useSignal('')
  const here = useSignal(0)
  const { route } = useLocation()
  useModal(dialog, true)
  const pages: readonly PaletteOption[] = places.map(({ path, label, key, Icon }) => ({
    id: path,
    label,
    end: `g ${key}`,
    icon: <Icon class="icon" />,
    run: () => route(path),
  }))
  const found = useFound(typed.value)
  const options = [...ranked(typed.value, [...pages, ...actions]), ...found]
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
        placeholder="A page, a person, an account…"
        onInput={(event) => {
          typed.value = event.currentTarget.value
          here.value = 0
        }}
        onKeyDown={press}
      />
      <div id={`${id}-options`} class="options" role="listbox" aria-label="Results" tabIndex={-1}>
        {options.map((option, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input above holds the focus and the keys
          // biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant
          <div
            key={option.id}
            id={`${id}-${place}`}
            class="option"
            role="option"
            aria-selected={place === at}
            onMouseMove={() => {
              here.value = place
            }}
            onClick={() => run(option)}
          >
            {option.icon ??
              (option.end === 'Account' ? <Building class="icon" /> : <User class="icon" />)}
            <span class="cut">{option.label}</span>
            {option.end && <span class="end tiny">{option.end}</span>}
          </div>
        ))}
      </div>
      {options.length === 0 && (
        <p class="options-none">Nothing is called that. Try a part of a name or an e-mail.</p>
      )}
    </dialog>
  )
}
