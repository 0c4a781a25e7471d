import { createSeeker } from '../guide/engine/targets/seek.ts'
import { createPageWatch } from '../guide/engine/targets/watch.ts'
import { createShelf } from '../guide/kinds/shelf.ts'
import type { Editor } from './editor.ts'
import { type Bench, createModes } from './modes.ts'
import { type Board, createBoard } from './page/board.ts'
import { createCanvas } from './page/canvas.ts'
import { createClearance } from './page/keep-clear.ts'
import { pageRoots } from './page/open-roots.ts'
import { hearOwnEvents } from './page/own-events.ts'
import { createPen } from './page/pen.ts'
import { placeOnTop } from './page/place-on-top.ts'
import { tellAuthor } from './page/tell-author.ts'
import type { PageLink } from './page-link.ts'
import { createMarkBar } from './panel/mark-bar.tsx'
import { Panel, PreviewBadge } from './panel/panel.tsx'
import type { Part } from './panel/part.ts'
import { createAuthoringSheet, createWritingSheet } from './styles.ts'

/** Everything of an author's that stands in the page. */
export interface Workshop {
  close(): void
}

interface Asks {
  readonly save: () => void
  readonly end: () => void
}

/** What the guide is written with: the card in the page, and the bar of marks above it. */
const layOut = (editor: Editor, link: PageLink, bench: Bench & { readonly board: Board }) => {
  const { events, watch, sheet, board } = bench
  const bar = createBoard(sheet, events)
  bar.layer.surface.dataset.look = editor.now.look
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
  return {
    canvas,
    stop: () => {
      canvas.stop()
      markBar.close()
    },
  }
}

/** Ctrl or ⌘ with Z and S anywhere in the panel; Escape ends a preview. */
const pressed =
  (editor: Editor, asks: Asks) =>
  ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean => {
    if (key === 'Escape' && editor.now.mode === 'preview') editor.set({ mode: 'edit' })
    const letter = ctrlKey || metaKey ? key.toLowerCase() : ''
    if (letter === 'z') (shiftKey ? editor.redo : editor.undo)()
    if (letter === 's') asks.save()
    return letter === 'z' || letter === 's'
  }

const partOf = (
  editor: Editor,
  link: PageLink,
  more: Pick<Part, 'on' | 'pick' | 'preview'> & Asks,
): Part => ({
  ...more,
  now: editor.now,
  locale: link.locale(),
  change: (change, stroke) => editor.change(change, 'panel', stroke),
  set: editor.set,
  canUndo: editor.canUndo,
  canRedo: editor.canRedo,
  undo: editor.undo,
  redo: editor.redo,
  goTo: (path) => location.assign(path),
  path: location.pathname,
})

/** Puts the board on top again, where the page's layers changed; what had the focus keeps it. */
const stayOnTop = ({ layer, root }: Board): void => {
  const focused = root.activeElement
  layer.open(placeOnTop())
  if (focused instanceof HTMLElement && root.activeElement !== focused)
    focused.focus({ preventScroll: true })
}

export const openWorkshop = (editor: Editor, page: PageLink, asks: Asks): Workshop => {
  const link = { ...page, ...tellAuthor(editor, page) }
  const events = hearOwnEvents(link.onError)
  const sheet = createAuthoringSheet()
  const watch = createPageWatch(link.onError)
  const bench: Bench = { events, sheet, watch }
  const board = createBoard(sheet, events)
  board.layer.surface.dataset.look = editor.now.look
  const writing = layOut(editor, link, { ...bench, board })
  const modes = createModes(editor, link, { board, ...bench })
  const { pick, preview } = modes
  const clearance = createClearance(board.layer.surface)
  const draw = (): void => {
    stayOnTop(board)
    board.draw((on) => {
      const part = partOf(editor, link, { on, pick, preview, ...asks })
      return editor.now.mode === 'preview' ? <PreviewBadge part={part} /> : <Panel part={part} />
    })
  }
  board.onKey(pressed(editor, asks))
  editor.onChange(draw)
  const unwatch = watch.add({
    look: () => {
      // A dialog may open in a shadow root that no guide was looked for in.
      for (const root of pageRoots()) watch.roots.add(root)
      watch.follow()
      stayOnTop(board)
      clearance.fit()
      return false
    },
  })
  const unnavigate = link.onNavigate(draw)
  draw()
  writing.canvas.draw()
  return {
    close: () => {
      unwatch()
      clearance.stop()
      unnavigate()
      modes.stop()
      writing.stop()
      board.close()
      watch.stop()
      events.stop()
    },
  }
}
