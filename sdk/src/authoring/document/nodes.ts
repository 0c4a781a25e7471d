import type {
  Action,
  ButtonContent,
  ContentNode,
  LocalText,
  TextRun,
} from '@waymark/schemas/wire/content'
import { pickLocale } from '../../guide/render/text.ts'

/** The text that is shown to readers of this language. */
export const readText = (text: LocalText, locale: string): string =>
  typeof text === 'string' ? text : (text[pickLocale(text, locale)] ?? '')

/** The same text with other words for these readers; those in other languages stay. */
export const writeText = (text: LocalText, locale: string, words: string): LocalText =>
  typeof text === 'string' ? words : { ...text, [pickLocale(text, locale)]: words }

export const isRuns = (text: LocalText | readonly TextRun[]): text is readonly TextRun[] =>
  Array.isArray(text)

/** Runs in several languages cannot be written in place: each language has its own pieces. */
export const isWritable = (node: ContentNode): boolean =>
  !('text' in node && isRuns(node.text) && node.text.some((run) => typeof run.text !== 'string'))

/** The first of what a button does, which is what the panel shows. */
export const actionOf = ({ action }: ButtonContent): Action =>
  (Array.isArray(action) ? action[0] : action) as Action

/** With another first action; what a file added behind it stays. */
export const withAction = (button: ButtonContent, first: Action): ButtonContent => {
  const rest = Array.isArray(button.action) ? button.action.slice(1) : []
  return { ...button, action: rest.length > 0 ? [first, ...rest] : first }
}

const names: { readonly [kind in KindOfNode]: string } = {
  heading: 'Heading',
  text: 'Text',
  list: 'List',
  button: 'Button',
  link: 'Link',
  image: 'Image',
  video: 'Video',
  input: 'Field',
  question: 'Question',
  progress: 'Progress',
  columns: 'Columns',
}

type KindOf<N> = N extends unknown ? Exclude<keyof N, 'ordered'> : never
type KindOfNode = KindOf<ContentNode>

/** What a node is called in a list. */
export const nameOfNode = (node: ContentNode): string => {
  const kind = Object.keys(node).find((key) => key in names) as KindOfNode | undefined
  return kind ? names[kind] : 'Part'
}
