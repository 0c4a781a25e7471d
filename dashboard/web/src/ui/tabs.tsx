import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { nextIndex } from './roving.ts'

export interface Tab {
  readonly id: string
  readonly label: ComponentChildren
}

interface TabsProps {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly open: string
  readonly onOpen: (id: string) => void
  /** What the open tab shows. */
  readonly children: ComponentChildren
}

/** Tabs: arrow keys change the tab, Tab goes into what it shows. */
export const Tabs = ({ label, tabs, open, onOpen, children }: TabsProps) => {
  const id = useId()
  const move = (event: KeyboardEvent): void => {
    const to = nextIndex(
      event.key,
      tabs.findIndex((tab) => tab.id === open),
      tabs.length,
    )
    const tab = to === undefined ? undefined : tabs[to]
    if (!tab) return
    event.preventDefault()
    onOpen(tab.id)
    const list = event.currentTarget as HTMLElement
    list.querySelector<HTMLElement>(`[data-tab="${CSS.escape(tab.id)}"]`)?.focus()
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            id={`${id}-${tab.id}`}
            data-tab={tab.id}
            type="button"
            class="tab"
            role="tab"
            aria-selected={tab.id === open}
            aria-controls={`${id}-panel`}
            tabIndex={tab.id === open ? 0 : -1}
            onClick={() => onOpen(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${open}`}>
        {children}
      </div>
    </>
  )
}
