import { createSeeker } from '../guide/engine/targets/seek.ts'
import { createPageWatch } from '../guide/engine/targets/watch.ts'
import { createShelf } from '../guide/kinds/shelf.ts'
import { recordTarget } from '../targets.ts'
import { pickTarget } from './document/steps.ts'
import type { Editing, Editor } from './editor.ts'
import { createBoard, type On } from './page/board.ts'
import { createCanvas } from './page/canvas.ts'
import { hearOwnEvents } from './page/own-events.ts'
import { createPen } from './page/pen.ts'
import { pickElement } from './page/picker.tsx'
import { placeOnTop } from './page/place-on-top.ts'
import { createMarkBar } from './panel/mark-bar.tsx'
import { Panel, PreviewBadge } from './panel/panel.tsx'
import type { Part } from './panel/part.ts'
import { startPreview } from './preview/preview.ts'
import type { PageLink } from './session.ts'
import { createAuthoringSheet, createWritingSheet } from './styles.ts'

/** Everything of an author's that stands in the page. */
export interface Workshop {
  close(): void
}

export const openWorkshop = (
  editor: Editor,
  link: PageLink,
  asks: { readonly save: () => void; readonly end: () => void },
): Workshop => {
  const events = hearOwnEvents()
  const sheet = createAuthoringSheet()
  const watch = createPageWatch(link.onError)
  const board = createBoard(sheet, events)
  const bar = createBoard(sheet, events)
  for (const { layer } of [board, bar]) layer.surface.dataset.look = editor.now.look
  let stopMode = (): void => {}
  let mode: Editing['mode'] = 'edit'

  const stayOnTop = (): void => {
    const { layer, root } = board
    const focused = root.activeElement
    layer.open(placeOnTop())
    if (focused instanceof HTMLElement && root.activeElement !== focused)
      focused.focus({ preventScroll: true })
  }
  const pen = createPen({
    editor,
    locale: link.locale,
    redraw: (caret) => canvas.draw(caret),
    onWriting: (writing) => markBar.show(writing),
    onLeave: () =>
      board.root
        .querySelector<HTMLElement>('[aria-label^=Parts] [data-open=yes] .row-name')
        ?.focus(),
    onUndo: (again) => (again ? editor.redo() : editor.undo()),
  })
  const markBar = createMarkBar(bar, () => pen)
  const canvas = createCanvas({
    ...{ editor, events, pen },
    seeker: createSeeker(watch),
    shelf: createShelf(link.loadPart),
    sheet: createWritingSheet(),
    locale: link.locale,
    baseUrl: link.baseUrl,
    onError: link.onError,
  })

  const pick = (): void => {
    editor.set({ mode: 'pick' })
    const back = (): void => {
      editor.set({ mode: 'edit' })
      board.root.querySelector<HTMLElement>('.panel .button:has(.icon)')?.focus()
    }
    stopMode = pickElement({
      ...{ events, sheet, look: editor.now.look },
      onPicked: (element) => {
        const target = recordTarget(element)
        editor.change(pickTarget(editor.now.step, target, location.href))
        back()
      },
      onCancelled: back,
    })
  }
  const preview = (waits: boolean): void => {
    stopMode()
    editor.set({ mode: 'preview', notes: [], state: editor.now.state })
    const running = startPreview(editor.now.guide, waits, {
      ...link,
      onNote: (note) => editor.set({ notes: [...editor.now.notes, note] }),
    })
    stopMode = () => running.stop()
  }
  const partOf = (on: On): Part => ({
    on,
    now: editor.now,
    locale: link.locale(),
    change: (change, stroke) => editor.change(change, 'panel', stroke),
    set: editor.set,
    canUndo: editor.canUndo,
    canRedo: editor.canRedo,
    undo: editor.undo,
    redo: editor.redo,
    pick,
    preview,
    save: asks.save,
    end: asks.end,
    goTo: (path) => location.assign(path),
    path: location.pathname,
  })
  const draw = (): void => {
    const { now } = editor
    if (now.mode !== mode) {
      if (now.mode === 'edit') stopMode()
      if (now.mode === 'edit') stopMode = () => {}
      mode = now.mode
    }
    stayOnTop()
    board.draw((on) =>
      now.mode === 'preview' ? <PreviewBadge part={partOf(on)} /> : <Panel part={partOf(on)} />,
    )
  }
  board.onKey(({ key, ctrlKey, metaKey, shiftKey }) => {
    const held = ctrlKey || metaKey
    const isUndo = held && key.toLowerCase() === 'z'
    if (isUndo) (shiftKey ? editor.redo : editor.undo)()
    if (held && key.toLowerCase() === 's') asks.save()
    if (key === 'Escape' && editor.now.mode === 'preview') editor.set({ mode: 'edit' })
    return isUndo || (held && key.toLowerCase() === 's')
  })
  editor.onChange(draw)
  const unwatch = watch.add({
    look: () => {
      stayOnTop()
      return false
    },
  })
  const unnavigate = link.onNavigate(draw)
  draw()
  canvas.draw()
  return {
    close: () => {
      unwatch()
      unnavigate()
      stopMode()
      canvas.stop()
      markBar.close()
      board.close()
      watch.stop()
      events.stop()
    },
  }
}
