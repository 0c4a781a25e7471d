import type { SayMarks } from '@waymark/schemas'
import { oneLine, plainValue } from '../../plain-value.ts'

const tokens = /\{\{\s*([\w$.-]{1,100})\s*(?:\|\s*([^}]{0,200}?)\s*)?\}\}/g

/** Words with values in them, as they are, and which of the values a chat would take for marks of the author's. */
export interface Said {
  readonly say: string
  readonly sayMarks?: SayMarks
}

const printed = (found: unknown): string =>
  typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
    ? oneLine(String(found))
    : ''

/**
 * Fills `{{token}}` and `{{token | fall-back}}`; a token that has no value and no fall-back becomes nothing. A value adds words, never
 * lines: visitors choose it, and who reads the text takes its form for the author's. Its characters stay, for machines; the channel
 * that would read marks in them takes their force.
 */
export const fillTokens = (text: string, value: (token: string) => unknown): Said => {
  const marks: (readonly [number, number])[] = []
  let say = ''
  let from = 0
  for (const match of text.matchAll(tokens)) {
    const [all, token = '', otherwise = ''] = match
    say += text.slice(from, match.index)
    from = match.index + all.length
    const words = printed(value(token))
    if (plainValue(words) !== words) marks.push([say.length, say.length + words.length])
    say += words === '' ? otherwise : words
  }
  say += text.slice(from)
  return marks.length > 0 ? { say, sayMarks: marks } : { say }
}
