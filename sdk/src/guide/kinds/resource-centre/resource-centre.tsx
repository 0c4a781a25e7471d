import { createFolding } from '../folding-panel.ts'
import type { GuideKind } from '../kind.ts'
import { guard, textFor } from '../kit.ts'
import { launcherOf } from '../launch-button.tsx'
import { drawSection, sectionsOf } from './draw-items.tsx'
import { onlyHit, search } from './search.ts'
import { centreStyles } from './styles.ts'
import { words } from './words.ts'

const createCentre: GuideKind['create'] = createFolding(() => ({
  styles: centreStyles,
  icon: 'help',
  field: '.search',
  head: (view) => {
    const { content } = view.step
    return content.length > 0 ? content : [{ heading: launcherOf(view).label ?? '' }]
  },
  list: (view, controls) => (
    <>
      <input
        type="search"
        class="search"
        data-search=""
        maxLength={200}
        autocomplete="off"
        placeholder={textFor(words.search, view)}
        aria-label={textFor(words.search, view)}
      />
      {sectionsOf(view).map((section) => drawSection(section, view, controls))}
      <div class="nothing" hidden>
        {textFor(words.nothing, view)}
      </div>
    </>
  ),
}))

/** Guides, links and whatever else helps, to be searched. What is typed stays in the field: it is neither kept nor recorded. */
const create: GuideKind['create'] = (listener) => {
  const away = new AbortController()
  // Before the card's own listeners, which let nothing of a guide's fields go on.
  const options = { capture: true, signal: away.signal }
  addEventListener('input', guard(onInput, listener.onError), options)
  addEventListener('keydown', guard(onKey, listener.onError), options)
  const card = createCentre(listener)
  const { close } = card
  return Object.assign(card, {
    close: () => {
      away.abort()
      close()
    },
  })
}

export const part: GuideKind = { create }

/** What is typed into its search field, and the card around that. */
const searchedBy = (event: Event): { typed: string; card: Element } | undefined => {
  const [field] = event.composedPath()
  if (!(field instanceof HTMLInputElement) || field.dataset.search === undefined) return undefined
  const card = field.closest('.card')
  return card ? { typed: field.value, card } : undefined
}

const onInput = (event: Event): void => {
  const searched = searchedBy(event)
  if (searched) search(searched.card, searched.typed)
}

/** Enter opens what was found, if that is one thing; of several, none. */
const onKey = (event: KeyboardEvent): void => {
  if (event.key !== 'Enter' || event.isComposing) return
  const searched = searchedBy(event)
  if (!searched?.typed.trim()) return
  // What takes the focus meanwhile is not pressed by the same key.
  event.preventDefault()
  onlyHit(searched.card)?.click()
}
