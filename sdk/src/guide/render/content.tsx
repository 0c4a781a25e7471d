import type {
  Action,
  Answers,
  ButtonContent,
  ContentNode,
  LocalText,
  TextRun,
} from '@waymark/schemas/wire/content'
import type { ComponentChild } from 'preact'
import { actionsOf } from './check-content.ts'
import { asWritten, textFor, type Words } from './text.ts'
import { fileUrl } from './urls.ts'

/** Controls say what they do by a number on the element: clicks are handled at the window, before the page sees them. */
export type Control = (run: () => void) => { readonly 'data-do': number }

export interface Drawing extends Words {
  readonly baseUrl: string
  readonly answers: Answers
  /** Which step of the guide this is. */
  readonly index: number
  readonly content: { readonly steps: readonly unknown[] }
  /** The heading that names the card, and the id that it gets. */
  readonly title: { readonly node: ContentNode | undefined; readonly id: string }
  readonly control: Control
  readonly onActions: (actions: readonly Action[], label: string) => void
  /** Draws what is not drawn here: see `More`. */
  readonly drawOwn?: (node: ContentNode, drawing: Drawing) => ComponentChild
}

/** Draws content nodes; a run of buttons becomes one row. */
export const drawContent = (nodes: readonly ContentNode[], drawing: Drawing): ComponentChild[] =>
  nodes.filter((node) => !('button' in node)).map((node) => drawNode(node, drawing))

export const drawButtons = (nodes: readonly ContentNode[], drawing: Drawing): ComponentChild[] =>
  nodes.flatMap((node) => ('button' in node ? [drawButton(node.button, drawing)] : []))

/** One node that is not a button. */
export const drawNode = (node: ContentNode, drawing: Drawing): ComponentChild => {
  if ('heading' in node) {
    const { title } = drawing
    return <h2 id={node === title.node ? title.id : undefined}>{textFor(node.heading, drawing)}</h2>
  }
  if ('text' in node) return <p>{drawText(node.text, drawing)}</p>
  if ('image' in node) {
    const { src, alt, width, height } = node.image
    return (
      <img
        src={fileUrl(src, drawing.baseUrl)}
        alt={textFor(alt, drawing)}
        width={width}
        height={height}
        decoding="async"
      />
    )
  }
  if ('link' in node)
    return <p>{drawLink({ ...node.link, inner: textFor(node.link.label, drawing) }, drawing)}</p>
  if ('list' in node) {
    const List = node.ordered ? 'ol' : 'ul'
    return (
      <List>
        {node.list.map((item) => (
          <li>{textFor(item, drawing)}</li>
        ))}
      </List>
    )
  }
  return drawing.drawOwn?.(node, drawing) ?? null
}

const drawText = (text: LocalText | readonly TextRun[], drawing: Drawing): ComponentChild =>
  isRuns(text) ? text.map((run) => drawRun(run, drawing)) : textFor(text, drawing)

const isRuns = (text: LocalText | readonly TextRun[]): text is readonly TextRun[] =>
  Array.isArray(text)

const drawRun = (run: TextRun, drawing: Drawing): ComponentChild => {
  let drawn: ComponentChild = textFor(run.text, drawing)
  if (run.code) drawn = <code>{drawn}</code>
  if (run.italic) drawn = <em>{drawn}</em>
  if (run.bold) drawn = <strong>{drawn}</strong>
  return run.link === undefined
    ? drawn
    : drawLink({ label: run.text, url: run.link, inner: drawn }, drawing)
}

interface LinkParts {
  readonly label: LocalText
  readonly url: string
  readonly inner: ComponentChild
}

const drawLink = ({ label, url, inner }: LinkParts, drawing: Drawing): ComponentChild => (
  <a
    href={url}
    rel="noopener"
    {...drawing.control(() => drawing.onActions([{ open: url }], asWritten(label)))}
  >
    {inner}
  </a>
)

export const drawButton = (
  { label, action, look }: ButtonContent,
  drawing: Drawing,
): ComponentChild => {
  return (
    <button
      type="button"
      class={look ?? 'primary'}
      {...drawing.control(() => drawing.onActions(actionsOf(action), asWritten(label)))}
    >
      {textFor(label, drawing)}
    </button>
  )
}
