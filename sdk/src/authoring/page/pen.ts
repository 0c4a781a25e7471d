import { changeNode } from '../document/change.ts'
import { addLine, type Line, removeLine } from '../document/lines.ts'
import { isRuns } from '../document/nodes.ts'
import { asContent, hasMark, type Mark, type PlainRun, toggleMark } from '../document/text-runs.ts'
import type { Editing, Editor } from '../editor.ts'
import type { DrawnCard } from './drawn-card.ts'
import { runsIn, textIn } from './read-written.ts'
import { type Caret, type Stretch, stretchIn } from './selection.ts'
import { type Field, ofLauncher, writtenIn } from './writing.ts'

/** Where the author writes now. */
export interface Writing {
  readonly field: Field
  readonly root: ShadowRoot
  /** Which marks all of the selection has. */
  readonly marks: readonly Mark[]
  readonly stretch: Stretch
}

/** What the author does in a card: writes, marks, and walks from text to text. */
export interface Pen {
  hear(event: Event, card: DrawnCard): void
  mark(mark: Mark, url?: string): void
  lift(): void
  readonly writing: Writing | undefined
}

interface PenDeps {
  readonly editor: Editor
  readonly locale: () => string
  readonly redraw: (caret: Caret) => void
  /** The author writes somewhere else, or has selected something else. */
  readonly onWriting: (writing: Writing | undefined) => void
  /** Out of the card, to the panel. */
  readonly onLeave: () => void
  readonly onUndo: (again: boolean) => void
}

const allMarks = ['bold', 'italic', 'code', 'link'] as const satisfies readonly Mark[]
const marksByKey: Readonly<Record<string, Mark>> = { b: 'bold', i: 'italic', e: 'code', k: 'link' }

/** The way in which a key goes on or back in a text; undefined: it is for the browser. */
const doing = (
  { key, ctrlKey, metaKey, shiftKey }: KeyboardEvent,
  element: HTMLElement,
  hand: Hand,
): (() => void) | undefined => {
  if (ctrlKey || metaKey) return heldDown(key.toLowerCase(), shiftKey, hand)
  if (key === 'Escape') return hand.leave
  if (key === 'Enter') return hand.goOn
  if (key === 'Backspace' && textIn(element) === '') return hand.takeAway
  // A space would press the button that it is written in.
  return key === ' ' && element.closest('button') ? () => insert(' ') : undefined
}

/** A letter together with Ctrl or ⌘. */
const heldDown = (letter: string, shift: boolean, hand: Hand): (() => void) | undefined => {
  if (letter === 'z') return () => hand.undo(shift)
  if (letter === 'y') return () => hand.undo(true)
  const mark = shift ? undefined : marksByKey[letter]
  return mark && (() => hand.mark(mark))
}

/** What keys do in a text. */
interface Hand {
  readonly leave: () => void
  readonly goOn: () => void
  readonly takeAway: () => void
  readonly undo: (again: boolean) => void
  readonly mark: (mark: Mark) => void
}

const fieldAt = (event: Event, card: DrawnCard): Field | undefined => {
  const path = event.composedPath()
  return card.fields.find(({ element }) => path.includes(element))
}

/** Paragraphs have marks; those in several languages have not, as each has its own pieces. */
const isParagraph = ({ guide, step }: Editing, { node }: Field): boolean => {
  const part = guide.steps[step]?.content[node]
  return (
    part !== undefined && 'text' in part && (isRuns(part.text) || typeof part.text === 'string')
  )
}

const lineOf = ({ node, item }: Field): Line => ({ node, ...(item !== undefined && { item }) })

/** What Enter and Backspace do to the lines of the step. */
const createLines = ({ editor, redraw }: Pick<PenDeps, 'editor' | 'redraw'>) => ({
  /** Enter goes on below: with another paragraph, another item. */
  goOn: (field: Field): void => {
    const { step, guide } = editor.now
    const node = guide.steps[step]?.content[field.node]
    if (!node || (!('text' in node) && !('list' in node) && !('heading' in node))) return
    editor.change(addLine(step, lineOf(field)), 'card')
    const next =
      'list' in node ? { node: field.node, item: (field.item ?? 0) + 1 } : { node: field.node + 1 }
    redraw({ ...next, from: 0, to: 0 })
  },
  /** Backspace where nothing is left takes the paragraph or the item away. */
  takeAway: (field: Field): void => {
    if (field.node !== ofLauncher) editor.change(removeLine(editor.now.step, lineOf(field)))
  },
})

/** Puts a mark on what is selected, or takes it off. */
const markIn = (
  { editor, redraw }: PenDeps,
  { field, stretch }: Writing,
  { kind, url = '' }: { readonly kind: Mark; readonly url: string | undefined },
): void => {
  if (stretch.from === stretch.to) return
  const { step } = editor.now
  const runs: readonly PlainRun[] = runsIn(field.element)
  const address = kind === 'link' ? { url } : {}
  const text = asContent(toggleMark(runs, kind, { ...stretch, ...address }))
  editor.change(
    changeNode(step, field.node, () => ({ text })),
    'card',
  )
  redraw({ node: field.node, ...stretch })
}

export const createPen = (deps: PenDeps): Pen => {
  const { editor } = deps
  const lines = createLines(deps)
  let writing: Writing | undefined

  const look = (field: Field, root: ShadowRoot): void => {
    const stretch = stretchIn(root, field.element) ?? { from: 0, to: 0 }
    const isMarked = isParagraph(editor.now, field)
    const runs = isMarked ? runsIn(field.element) : []
    const marks = allMarks.filter((mark) => hasMark(runs, mark, stretch))
    writing = { field, root, marks, stretch }
    deps.onWriting(isMarked ? writing : undefined)
  }
  const write = (field: Field): void => {
    const { step } = editor.now
    const stroke = `${step} ${field.node} ${field.item ?? ''}`
    editor.change(writtenIn(step, field, deps.locale()), 'card', stroke)
  }
  const mark: Pen['mark'] = (kind, url) => {
    if (writing && isParagraph(editor.now, writing.field)) markIn(deps, writing, { kind, url })
  }
  const handAt = (field: Field): Hand => ({
    leave: deps.onLeave,
    goOn: () => lines.goOn(field),
    takeAway: () => lines.takeAway(field),
    undo: deps.onUndo,
    // What a link leads to is asked in the bar.
    mark: (kind) => (kind === 'link' ? deps.onWriting(writing) : mark(kind)),
  })
  const press = (event: KeyboardEvent, field: Field): void => {
    const act = doing(event, field.element, handAt(field))
    if (!act) return
    act()
    event.preventDefault()
  }
  const hearIn = (event: Event, field: Field, root: ShadowRoot): void => {
    const isHere = /^(click|focusin)$/.test(event.type)
    if (isHere && field.node !== ofLauncher && editor.now.node !== field.node)
      editor.set({ node: field.node })
    if (event instanceof KeyboardEvent && event.type === 'keydown') press(event, field)
    if (event.type === 'input') write(field)
    if (/^(focusin|keyup|pointerup|click|input)$/.test(event.type)) look(field, root)
  }
  return {
    get writing() {
      return writing
    },
    mark,
    lift: () => {
      writing = undefined
      deps.onWriting(undefined)
    },
    hear: (event, card) => {
      const field = fieldAt(event, card)
      if (event.type === 'click') event.preventDefault()
      if (field && card.root) hearIn(event, field, card.root)
    },
  }
}

/** As if it had been typed, so that the browser can take it back. */
const insert = (text: string): void => {
  document.execCommand('insertText', false, text)
}
