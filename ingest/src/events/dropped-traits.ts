import { limits } from '@waymark/schemas'
import { asFields, type Fields } from './received-events.ts'

const isTooLarge = (value: unknown): boolean =>
  value !== null && Buffer.byteLength(JSON.stringify(value)) > limits.traitBytes

const isDropped = (name: string, value: unknown): boolean =>
  name.startsWith('$') || name.length > limits.nameLength || isTooLarge(value)

/**
 * Names of the traits of an event that nobody will have: too large, too long a name, or one of Waymark's own (`$…`). The
 * event itself is kept as it came. Whether a subject has room left for more is known only once it is folded.
 */
export const droppedTraits = (event: Fields, routeType: string | undefined): readonly string[] => {
  const type = event.type ?? routeType
  if (type !== 'identify' && type !== 'group') return []
  const traits = asFields(event.traits) ?? asFields(asFields(event.context)?.traits) ?? {}
  return Object.entries(traits).flatMap(([name, value]) => (isDropped(name, value) ? [name] : []))
}
