import type { createPageWatch } from '../guide/engine/targets/watch.ts'
import { recordTarget } from '../targets.ts'
import { pickTarget } from './document/steps.ts'
import type { Editing, Editor } from './editor.ts'
import type { Board } from './page/board.ts'
import type { OwnEvents } from './page/own-events.ts'
import { pickElement } from './page/picker.tsx'
import type { PageLink } from './page-link.ts'
import { startPreview } from './preview/preview.ts'

/** What all that stands in the page shares. */
export interface Bench {
  readonly events: OwnEvents
  readonly sheet: CSSStyleSheet
  readonly watch: ReturnType<typeof createPageWatch>
}

/** What an author does beside writing. */
export interface Modes {
  pick(): void
  /** @param waits as visitors meet it: on its pages, after its trigger, and only who would be shown it */
  preview(waits: boolean): void
  stop(): void
}

export const createModes = (
  editor: Editor,
  link: PageLink,
  { board, events, sheet }: Bench & { readonly board: Board },
): Modes => {
  let mode: Editing['mode'] = editor.now.mode
  let leave = (): void => {}
  const stop = (): void => {
    leave()
    leave = () => {}
  }
  editor.onChange((now) => {
    if (now.mode !== mode && now.mode === 'edit') stop()
    mode = now.mode
  })
  const back = (): void => {
    editor.set({ mode: 'edit' })
    board.root.querySelector<HTMLElement>('.panel .button:has(.icon)')?.focus()
  }
  return {
    stop,
    pick: () => {
      editor.set({ mode: 'pick' })
      leave = pickElement({
        ...{ events, sheet, look: editor.now.look },
        onPicked: (element) => {
          const target = recordTarget(element)
          editor.change(pickTarget(editor.now.step, target, location.href))
          back()
        },
        onCancelled: back,
      })
    },
    preview: (waits) => {
      stop()
      editor.set({ mode: 'preview', notes: [] })
      const { guide, person, stock } = editor.now
      const running = startPreview(
        { guide, waits, person, brand: stock.brand },
        { ...link, onNote: (note) => editor.set({ notes: [...editor.now.notes, note] }) },
      )
      leave = () => running.stop()
    },
  }
}
