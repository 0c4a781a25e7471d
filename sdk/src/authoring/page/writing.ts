import type { ContentNode, GuideStep, LocalText, Question } from '@waymark/schemas/wire/content'
import { type Change, changeNode } from '../document/change.ts'
import { isRuns, isWritable, writeText } from '../document/nodes.ts'
import { asContent } from '../document/text-runs.ts'
import { runsIn, textIn } from './read-written.ts'

/** A text of a card that can be written in where it stands. */
export interface Field {
  /** Which part of the step, or `ofLauncher`. */
  readonly node: number
  /** Which item of a list, or which choice of a question. */
  readonly item?: number
  readonly element: HTMLElement
}

/** Not of the step: what the button says, and what it opens is called. */
export const ofLauncher = -1

const nodesWhere = (step: GuideStep, isButton: boolean): readonly number[] =>
  step.content.flatMap((node, at) => ('button' in node === isButton ? [at] : []))

/** What is a heading, a button, a link or an item of a list stays one: its words are written in a piece of their own. */
const wordsOf = (element: HTMLElement): HTMLElement => {
  const words = document.createElement('span')
  words.append(...element.childNodes)
  element.append(words)
  return words
}

const fieldsOfNode = (node: ContentNode, at: number, element: Element): readonly Field[] => {
  if (!isWritable(node) || !(element instanceof HTMLElement)) return []
  if ('text' in node) return [{ node: at, element }]
  if ('heading' in node) return [{ node: at, element: wordsOf(element) }]
  if ('link' in node) {
    const link = element.querySelector('a')
    return link ? [{ node: at, element: wordsOf(link) }] : []
  }
  if ('list' in node) {
    return [...element.querySelectorAll('li')].map((each, item) => ({
      node: at,
      item,
      element: wordsOf(each),
    }))
  }
  if ('input' in node) return labelOf(element, '.field>label', at)
  return 'question' in node ? [...labelOf(element, '.ask', at), ...choicesIn(element, at)] : []
}

const labelOf = (element: Element, selector: string, node: number): readonly Field[] => {
  const label = element.matches('.field,fieldset') && element.querySelector<HTMLElement>(selector)
  return label ? [{ node, element: wordsOf(label) }] : []
}

const choicesIn = (element: Element, node: number): readonly Field[] =>
  [...element.querySelectorAll<HTMLElement>('.choice>span')].map((label, item) => ({
    ...{ node, item, element: label },
  }))

/**
 * The texts of a drawn card. The renderer draws the parts of a step in their order, one element each, buttons apart in a row at its
 * foot, behind its own.
 */
export const fieldsIn = (surface: Element, step: GuideStep): readonly Field[] =>
  fieldsOf(step, {
    drawn: [...(surface.querySelector('.body')?.children ?? [])],
    buttons: [...surface.querySelectorAll<HTMLElement>('.foot>button')],
  })

/** The texts of a post in a feed: between its day and what it leads to. */
export const fieldsInPost = (post: Element, step: GuideStep): readonly Field[] =>
  fieldsOf(step, {
    drawn: [...post.children].filter((each) => !each.matches('.when,.deeds,.reactions')),
    buttons: [...post.querySelectorAll<HTMLElement>('.deeds>button')],
  })

/** The label of what a button opens: as the heading of the panel, or on the button itself. */
export const labelIn = (root: ParentNode): readonly Field[] => {
  const label = root.querySelector<HTMLElement>('.body>h2,.launch>span')
  return label ? [{ node: ofLauncher, element: wordsOf(label) }] : []
}

interface Drawn {
  readonly drawn: readonly Element[]
  readonly buttons: readonly HTMLElement[]
}

const fieldsOf = (step: GuideStep, { drawn, buttons: all }: Drawn): readonly Field[] => {
  const parts = nodesWhere(step, false).flatMap((at, place) => {
    const [node, element] = [step.content[at], drawn[place]]
    return node && element ? fieldsOfNode(node, at, element) : []
  })
  const own = nodesWhere(step, true)
  const buttons = all.slice(-own.length || Infinity)
  return [
    ...parts,
    ...own.flatMap((at, place) => {
      const button = buttons[place]
      return button ? [{ node: at, element: wordsOf(button) }] : []
    }),
  ]
}

/** Lets the author write in it; `plaintext-only` keeps out what the content could not hold. */
export const openField = ({ element, node }: Field, name: string): void => {
  element.contentEditable = 'plaintext-only'
  element.dataset.node = String(node)
  element.spellcheck = true
  element.setAttribute('role', 'textbox')
  element.setAttribute('aria-label', name)
}

const written = (node: ContentNode, { element, item }: Field, locale: string): ContentNode => {
  const say = (text: LocalText): LocalText => writeText(text, locale, textIn(element))
  if ('heading' in node) return { heading: say(node.heading) }
  if ('button' in node) return { button: { ...node.button, label: say(node.button.label) } }
  if ('link' in node) return { link: { ...node.link, label: say(node.link.label) } }
  if ('list' in node)
    return { ...node, list: node.list.map((text, at) => (at === item ? say(text) : text)) }
  if ('input' in node) return { input: { ...node.input, label: say(node.input.label) } }
  if ('question' in node) return { question: writtenQuestion(node.question, item, say) }
  if ('text' in node) {
    return isRuns(node.text) || typeof node.text === 'string'
      ? { text: asContent(runsIn(element)) }
      : { text: say(node.text) }
  }
  return node
}

const writtenQuestion = (
  question: Question,
  item: number | undefined,
  say: (text: LocalText) => LocalText,
): Question => {
  if (item === undefined) return { ...question, ask: say(question.ask) }
  const choices = question.choices?.map((choice, at) =>
    at === item ? { ...choice, label: say(choice.label) } : choice,
  )
  return { ...question, ...(choices && { choices }) }
}

/** What the author has written in a field, as a change of the guide. */
export const writtenIn = (step: number, field: Field, locale: string): Change =>
  field.node === ofLauncher
    ? writtenLabel(field, locale)
    : changeNode(step, field.node, (node) => written(node, field, locale))

const writtenLabel =
  ({ element }: Field, locale: string): Change =>
  ({ launcher, ...guide }) =>
    launcher
      ? {
          ...guide,
          launcher: { ...launcher, label: writeText(launcher.label, locale, textIn(element)) },
        }
      : guide
