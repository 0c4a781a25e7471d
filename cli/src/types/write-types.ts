import type { EventPlan } from './event-plan.ts'
import { numberedNames, sayNumbered } from './numbered-names.ts'
import type { Fields, ValueType } from './value-type.ts'

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What cannot be seen, what turns the letters beside it (Trojan Source), and what ends a line. */
const unseen = /['\p{Cc}\p{Cf}\u2028\u2029]/gu

const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, at) =>
    character.charCodeAt(at).toString(16).padStart(4, '0'),
  )
    .map((code) => `\\u${code}`)
    .join('')

/** Names are what somebody sent: nothing in them may end the text that they are in, nor make it look like another. */
const quote = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(unseen, (character) => (character === "'" ? "\\'" : escaped(character)))}'`

const anything = '{ readonly [name: string]: unknown }'

const writeFields = (fields: Fields): string => {
  const lines = [...fields.named]
    .toSorted(([a], [b]) => inOrder(a, b))
    .map(([name, { seen, type }]) => {
      const optional = seen < fields.seen ? '?' : ''
      return `readonly ${quote(name)}${optional}: ${writeType(type)}`
    })
  return lines.length === 0 ? anything : `{ ${lines.join('; ')} }`
}

const writeType = ({ kinds, items, fields }: ValueType): string =>
  [
    ...[...kinds].toSorted(inOrder),
    ...(items ? [`readonly (${writeType(items)})[]`] : []),
    ...(fields ? [writeFields(fields)] : []),
  ].join(' | ') || 'unknown'

/** Nothing that must be given: the properties may be left out. */
const isOptional = (fields: Fields | undefined): boolean =>
  !fields || [...fields.named.values()].every(({ seen }) => seen < fields.seen)

/**
 * The plan as TypeScript that needs no other module. The same plan gives the same text.
 *
 * @example writeTypes(plan) // export interface Track { (event: 'Report Exported', properties: { … }): void … }
 */
export const writeTypes = (plan: EventPlan): string => {
  const events = [...plan].toSorted(([a], [b]) => inOrder(a, b))
  const overloads = events.map(([name, fields]) => {
    const properties = fields ? writeFields(fields) : anything
    return `  (event: ${quote(name)}, properties${isOptional(fields) ? '?' : ''}: ${properties}): void`
  })
  const hints = numberedNames(plan.keys()).map((names) => `  // ${sayNumbered(names, quote)}`)
  return `// Written by \`waymark types\`. Do not edit: run it again.

/** \`track\` as your events are: a name or a property that nobody has seen yet is an error. */
export interface Track {
${[...hints, ...overloads].join('\n')}
}

/** A Waymark whose \`track\` knows your events: \`const typed = waymark as Typed<typeof waymark>\`. */
export type Typed<Client extends { readonly track: unknown }> = Omit<Client, 'track'> & {
  readonly track: Track
}
`
}
