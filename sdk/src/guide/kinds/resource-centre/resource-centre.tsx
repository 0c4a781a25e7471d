import { createFolding } from '../folding-panel.ts'
import type { GuideKind } from '../kind.ts'
import { guard, textFor } from '../kit.ts'
import { launcherOf } from '../launch-button.tsx'
import { drawSection, sectionsOf } from './draw-items.tsx'
import { search } from './search.ts'
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
  addEventListener('input', guard(onInput, listener.onError), {
    capture: true,
    signal: away.signal,
  })
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

const onInput = (event: Event): void => {
  const [field] = event.composedPath()
  if (!(field instanceof HTMLInputElement) || field.dataset.search === undefined) return
  const card = field.closest('.card')
  if (card) search(card, field.value)
}
