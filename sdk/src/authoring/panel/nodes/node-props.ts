import type { ContentNode, LocalText } from '@waymark/schemas/wire/content'
import { readText, writeText } from '../../document/nodes.ts'
import type { Part } from '../part.ts'

type Inside<N, K> = N extends { readonly [key in K & string]: infer V } ? V : never

/** What the fields of one kind of node are drawn from. */
export interface NodeProps<K extends string> {
  readonly part: Part
  readonly value: Inside<ContentNode, K>
  /** @param what the field, so that what is typed into it is undone together */
  readonly change: (value: Inside<ContentNode, K>, what: string) => void
}

/** A text of a node as a field of the panel has it: in the language that the page shows. */
export const textField = ({ locale }: Part, text: LocalText, say: (text: LocalText) => void) => ({
  value: readText(text, locale),
  enter: (words: string) => say(writeText(text, locale, words)),
})

/** The same of a text that need not be there: an empty one is none. */
export const optionalField = (
  { locale }: Part,
  text: LocalText | undefined,
  say: (text: LocalText | undefined) => void,
) => ({
  value: readText(text ?? '', locale),
  enter: (words: string) => say(words === '' ? undefined : writeText(text ?? '', locale, words)),
})
