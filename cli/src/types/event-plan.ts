import type { Definition } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import { type Fields, fieldsOf, joinFields } from './value-type.ts'

/** The events that there are, by name; those that only definitions name have no fields. */
export type EventPlan = ReadonlyMap<string, Fields | undefined>

/** What Waymark records itself is nobody's to track. */
const isOwn = (name: string): boolean => name.startsWith('$')

/** Adds what a page of stored events says. */
export const withEvents = (plan: EventPlan, events: readonly EventItem[]): EventPlan => {
  const all = new Map(plan)
  for (const { type, event, properties } of events) {
    if (type !== 'track' || isOwn(event)) continue
    const known = all.get(event)
    const fields = fieldsOf(properties)
    all.set(event, known ? joinFields(known, fields) : fields)
  }
  return all
}

/** Adds the events that rules and guides name: they are expected, seen or not. */
export const withDefinitions = (plan: EventPlan, definitions: readonly Definition[]): EventPlan => {
  const named = definitions.flatMap(eventsIn).filter((name) => !isOwn(name) && !name.includes('*'))
  return new Map([...named.map((name) => [name, undefined] as const), ...plan])
}

/** Every `event: NAME`, however deep. */
const eventsIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'event' && typeof inner === 'string' ? [inner] : eventsIn(inner),
  )
}
