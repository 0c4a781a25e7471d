import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { nextIndex, typeAhead } from './roving.ts'

export interface MenuItem {
  readonly label: string
  readonly end?: ComponentChildren
  readonly icon?: ComponentChildren
  readonly checked?: boolean
  readonly do: () => void
}

interface MenuProps {
  readonly label: ComponentChildren
  /** Where the button's own text does not say what opens. */
  readonly name?: string
  readonly class?: string
  readonly look?: 'plain' | 'first' | 'square'
  readonly items: readonly MenuItem[]
  readonly buttonRef?: (button: HTMLButtonElement | null) => void
}

const place = (menu: HTMLElement, button: HTMLElement): void => {
  const at = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = menu
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8))
  const below = at.bottom + 4
  const top = below + height > innerHeight - 8 ? Math.max(8, at.top - height - 4) : below
  menu.style.setProperty('left', `${left}px`)
  menu.style.setProperty('top', `${top}px`)
}

interface EntryProps {
  readonly item: MenuItem
  readonly onRun: () => void
}

const Entry = ({ item, onRun }: EntryProps) => (
  <button
    type="button"
    class="menu-item"
    tabIndex={-1}
    {...(item.checked === undefined
      ? { role: 'menuitem' as const }
      : { role: 'menuitemradio' as const, 'aria-checked': item.checked })}
    onClick={onRun}
  >
    {item.icon}
    {item.label}
    {item.end !== undefined && <span class="end faint">{item.end}</span>}
  </button>
)

/** Which entry a key leads to: by arrows, Home and End, or by what is typed. */
const entryAfter = (event: KeyboardEvent, all: readonly HTMLElement[]): HTMLElement | undefined => {
  const here = all.indexOf(document.activeElement as HTMLElement)
  const to =
    nextIndex(event.key, here, all.length) ??
    typeAhead(
      event,
      here,
      all.map((one) => one.textContent ?? ''),
    )
  return to === undefined ? undefined : all[to]
}

/** A button that opens a list of things to do. Arrow keys, Home, End and typing move in it; Escape closes it. */
export const Menu = ({
  label,
  name,
  class: className = 'button',
  look,
  items,
  buttonRef,
}: MenuProps) => {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const entries = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
  ]
  const open = (at: 'first' | 'last' = 'first'): void => {
    if (!menu.current || !button.current) return
    menu.current.showPopover()
    place(menu.current, button.current)
    const all = entries()
    all[at === 'first' ? 0 : all.length - 1]?.focus()
  }
  const close = (): void => {
    menu.current?.hidePopover()
    button.current?.focus()
  }
  const move = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      event.stopPropagation()
      close()
      return
    }
    const to = entryAfter(event, entries())
    if (!to) return
    event.preventDefault()
    to.focus()
  }
  return (
    <>
      <button
        ref={(element) => {
          button.current = element
          buttonRef?.(element)
        }}
        type="button"
        class={className}
        data-look={look}
        aria-haspopup="menu"
        aria-controls={id}
        aria-label={name}
        onClick={() => (menu.current?.matches(':popover-open') ? close() : open())}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          open(event.key === 'ArrowDown' ? 'first' : 'last')
        }}
      >
        {label}
      </button>
      <div
        ref={menu}
        id={id}
        class="menu"
        popover="auto"
        role="menu"
        tabIndex={-1}
        onKeyDown={move}
        onToggle={(event) =>
          button.current?.setAttribute('aria-expanded', String(event.newState === 'open'))
        }
      >
        {items.map((item) => (
          <Entry
            key={item.label}
            item={item}
            onRun={() => {
              close()
              item.do()
            }}
          />
        ))}
      </div>
    </>
  )
}
