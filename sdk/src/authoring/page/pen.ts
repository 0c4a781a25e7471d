import { changeContent, changeNode } from '../document/change.ts'
import { isRuns } from '../document/nodes.ts'
import { asContent, hasMark, type Mark, type PlainRun, toggleMark } from '../document/text-runs.ts'
import type { Editor } from '../editor.ts'
import type { Caret } from './canvas.ts'
import type { DrawnCard } from './drawn-card.ts'
import { runsIn, textIn } from './read-written.ts'
import { type Stretch, stretchIn } from './selection.ts'
import { type Field, writtenIn } from './writing.ts'

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
const keys: Readonly<Record<string, Mark>> = { b: 'bold', i: 'italic', e: 'code', k: 'link' }

export const createPen = (deps: PenDeps): Pen => {
  const { editor } = deps
  let writing: Writing | undefined

  const fieldAt = (event: Event, card: DrawnCard): Field | undefined => {
    const path = event.composedPath()
    return card.fields.find(({ element }) => path.includes(element))
  }
  const isParagraph = ({ node }: Field): boolean => {
    const part = editor.now.guide.steps[editor.now.step]?.content[node]
    return (
      part !== undefined && 'text' in part && (isRuns(part.text) || typeof part.text === 'string')
    )
  }
  const look = (field: Field, root: ShadowRoot): void => {
    const stretch = stretchIn(root, field.element) ?? { from: 0, to: 0 }
    const runs = isParagraph(field) ? runsIn(field.element) : []
    const marks = allMarks.filter((mark) => hasMark(runs, mark, stretch))
    writing = { field, root, marks, stretch }
    deps.onWriting(isParagraph(field) ? writing : undefined)
  }
  const lift = (): void => {
    writing = undefined
    deps.onWriting(undefined)
  }
  const write = (field: Field): void => {
    const { step } = editor.now
    const stroke = `${step} ${field.node} ${field.item ?? ''}`
    editor.change(writtenIn(step, field, deps.locale()), 'card', stroke)
  }
  const mark = (kind: Mark, url?: string): void => {
    if (!writing || !isParagraph(writing.field)) return
    const { field, stretch, marks } = writing
    if (stretch.from === stretch.to) return
    const { step } = editor.now
    const runs: readonly PlainRun[] = runsIn(field.element)
    const address =
      kind === 'link' ? { url: marks.includes('link') && !url ? '' : (url ?? '') } : {}
    const text = asContent(toggleMark(runs, kind, { ...stretch, ...address }))
    editor.change(
      changeNode(step, field.node, () => ({ text })),
      'card',
    )
    deps.redraw({ node: field.node, ...stretch })
  }
  /** Enter goes on below: with another paragraph, another item. */
  const goOn = (field: Field): void => {
    const { step, guide } = editor.now
    const node = guide.steps[step]?.content[field.node]
    if (!node || (!('text' in node) && !('list' in node) && !('heading' in node))) return
    const at = (field.item ?? 0) + 1
    editor.change(
      changeContent(step, (content) =>
        content.flatMap((each, index) => {
          if (index !== field.node) return [each]
          if (!('list' in each)) return [each, { text: '' }]
          return [{ ...each, list: [...each.list.slice(0, at), '', ...each.list.slice(at)] }]
        }),
      ),
      'card',
    )
    const next = 'list' in node ? { node: field.node, item: at } : { node: field.node + 1 }
    deps.redraw({ ...next, from: 0, to: 0 })
  }
  /** Backspace where nothing is left takes the paragraph or the item away. */
  const takeAway = ({ node, item }: Field): void => {
    const { step } = editor.now
    editor.change(
      changeContent(step, (content) =>
        content.flatMap((each, index) => {
          if (index !== node || content.length === 1) return [each]
          if (!('list' in each) || each.list.length === 1) return []
          return [{ ...each, list: each.list.filter((_, at) => at !== item) }]
        }),
      ),
    )
  }
  const press = (event: KeyboardEvent, field: Field): void => {
    const { key, ctrlKey, metaKey, shiftKey } = event
    const held = ctrlKey || metaKey
    const isEmptied = key === 'Backspace' && textIn(field.element) === ''
    const marked = held && !shiftKey ? keys[key.toLowerCase()] : undefined
    if (key === 'Escape') deps.onLeave()
    else if (key === 'Enter') goOn(field)
    else if (isEmptied) takeAway(field)
    else if (held && key.toLowerCase() === 'z') deps.onUndo(shiftKey)
    else if (held && key.toLowerCase() === 'y') deps.onUndo(true)
    // What a link leads to is asked in the bar.
    else if (marked === 'link') deps.onWriting(writing)
    else if (marked) mark(marked)
    // A space would press the button that it is written in.
    else if (key === ' ' && field.element.closest('button')) insert(' ')
    else return
    event.preventDefault()
  }
  return {
    get writing() {
      return writing
    },
    mark,
    lift,
    hear: (event, card) => {
      const field = fieldAt(event, card)
      if (event.type === 'click') {
        event.preventDefault()
        if (field) editor.set({ node: field.node })
      }
      if (!field || !card.root) return
      const { root } = card
      if (event instanceof KeyboardEvent && event.type === 'keydown') press(event, field)
      if (event.type === 'input') write(field)
      if (event.type === 'focusin' && editor.now.node !== field.node)
        editor.set({ node: field.node })
      if (/^(focusin|keyup|pointerup|click|input)$/.test(event.type)) look(field, root)
    },
  }
}

/** As if it had been typed, so that the browser can take it back. */
const insert = (text: string): void => {
  document.execCommand('insertText', false, text)
}
