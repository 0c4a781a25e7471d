import type { ContentNode, LocalText, Question, TextRun } from '../../wire/content.ts'
import { hasWords, wordsExpected } from '../../wire/has-words.ts'
import type { Fault } from '../fault.ts'
import type { GuideBody } from '../guide-fields.ts'

/** A text that is drawn, and where it stands. */
type Placed = readonly [path: Fault['path'], text: LocalText]

const isRuns = (text: LocalText | readonly TextRun[]): text is readonly TextRun[] =>
  Array.isArray(text)

const below =
  (...path: Fault['path']) =>
  ([rest, text]: Placed): Placed => [[...path, ...rest], text]

/** Runs are one text together: there may be nothing but a space between two of them. */
const ofText = (text: LocalText | readonly TextRun[]): readonly Placed[] => {
  if (!isRuns(text)) return [[['text'], text]]
  return text.some((run) => hasWords(run.text)) ? [] : [[['text'], '']]
}

const ofQuestion = ({ ask, choices = [] }: Question): readonly Placed[] => [
  [['question', 'ask'], ask],
  ...choices.map(({ label }, at): Placed => [['question', 'choices', at, 'label'], label]),
]

/** What has to say something. The description of an image may be empty: then it is an ornament. */
const ofNode = (node: ContentNode): readonly Placed[] => {
  if ('heading' in node) return [[['heading'], node.heading]]
  if ('text' in node) return ofText(node.text)
  if ('button' in node) return [[['button', 'label'], node.button.label]]
  if ('link' in node) return [[['link', 'label'], node.link.label]]
  if ('list' in node) return node.list.map((text, at): Placed => [['list', at], text])
  if ('video' in node) return [[['video', 'title'], node.video.title]]
  if ('input' in node) return [[['input', 'label'], node.input.label]]
  if ('question' in node) return ofQuestion(node.question)
  if ('columns' in node) {
    return node.columns.flatMap((column, x) =>
      column.flatMap((leaf, y) => ofNode(leaf).map(below('columns', x, y))),
    )
  }
  return 'progress' in node && typeof node.progress === 'object'
    ? [[['progress', 'label'], node.progress.label]]
    : []
}

const labelled = (
  field: 'tasks' | 'items',
  all: readonly { readonly label: LocalText }[] = [],
): readonly Placed[] => all.map(({ label }, at): Placed => [[field, at, 'label'], label])

/** Whoever meets an empty headline, button or choice cannot tell what it is. */
export const faultsOfWords = ({ steps, tasks, items, launcher }: GuideBody): readonly Fault[] =>
  [
    ...steps.flatMap(({ content }, step) =>
      content.flatMap((node, at) => ofNode(node).map(below('steps', step, 'content', at))),
    ),
    ...labelled('tasks', tasks),
    ...labelled('items', items),
    ...(launcher ? [[['launcher', 'label'], launcher.label] as const] : []),
  ].flatMap(([path, text]) => (hasWords(text) ? [] : [{ path, message: wordsExpected }]))
