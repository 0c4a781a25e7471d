import { contentHash } from '@waymark/schemas'
import { z } from 'zod'
import type { Json } from './json-schema.ts'

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const local = '#/$defs/'

/** A definition whatever number Zod gave it. */
const shapeOf = (definition: unknown): string =>
  JSON.stringify(definition).replaceAll(/__schema\d+/g, '__schema')

/** `z.json()` takes no name of its own: it refers to a schema within it that does not know it. */
const jsonValue = shapeOf(
  Object.values(z.toJSONSchema(z.object({ value: z.json() })).$defs ?? {})[0],
)

/** Zod names what holds itself `__schema0` in every schema anew; its content tells one from another. */
const nameOf = (name: string, definition: unknown): string => {
  if (!name.startsWith('__')) return name
  const shape = shapeOf(definition)
  return shape === jsonValue ? 'JsonValue' : `Part${contentHash(shape).slice(0, 8)}`
}

/**
 * Schemas bring what they repeat in a `$defs` of their own, which nobody finds inside a larger document. Moves all of them to
 * one place, and every reference with them.
 */
export const hoistDefinitions = (
  document: Json,
): { readonly schemas: Json; readonly rest: Json } => {
  const schemas: { [name: string]: unknown } = {}
  const move = (value: unknown, names: ReadonlyMap<string, string>): unknown => {
    if (Array.isArray(value)) return value.map((item) => move(item, names))
    if (!isObject(value)) return value
    const { $defs, ...own } = value
    const defs = isObject($defs) ? Object.entries($defs) : []
    const known = new Map([
      ...names,
      ...defs.map(([name, definition]) => [name, nameOf(name, definition)] as const),
    ])
    for (const [name, definition] of defs) {
      schemas[known.get(name) ?? name] = move(definition, known)
    }
    return Object.fromEntries(
      Object.entries(own).map(([key, item]) => {
        if (key !== '$ref' || typeof item !== 'string' || !item.startsWith(local)) {
          return [key, move(item, known)]
        }
        const name = item.slice(local.length)
        return [key, `#/components/schemas/${known.get(name) ?? name}`]
      }),
    )
  }
  const rest = move(document, new Map()) as Json
  return { schemas, rest }
}
