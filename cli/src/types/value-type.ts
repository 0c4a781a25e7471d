import type { Json } from '@waymark/schemas'

/** What values a property has had: their kinds, and what is in lists and objects. */
export interface ValueType {
  readonly kinds: ReadonlySet<'string' | 'number' | 'boolean' | 'null'>
  /** Of lists: what their items were. */
  readonly items?: ValueType
  /** Of objects. */
  readonly fields?: Fields
}

export interface Fields {
  /** So many objects were seen. */
  readonly seen: number
  readonly named: ReadonlyMap<string, { readonly seen: number; readonly type: ValueType }>
}

const nothing: ValueType = { kinds: new Set() }
const noFields: Fields = { seen: 0, named: new Map() }

/** What is deeper is said to be anything. */
const deepest = 3

/** The type of one value. */
const typeOf = (value: Json, depth = 0): ValueType => {
  if (value === null) return { kinds: new Set(['null']) }
  if (isList(value)) {
    const items = value.map((item) => typeOf(item, depth + 1))
    return { ...nothing, items: items.reduce(joinTypes, nothing) }
  }
  if (typeof value === 'object') {
    const fields = depth < deepest ? fieldsOf(value, depth + 1) : noFields
    return { ...nothing, fields }
  }
  return { kinds: new Set([typeof value as 'string' | 'number' | 'boolean']) }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** The fields of one object. */
export const fieldsOf = (object: { readonly [name: string]: Json }, depth = 0): Fields => ({
  seen: 1,
  named: new Map(
    Object.entries(object).map(([name, value]) => [name, { seen: 1, type: typeOf(value, depth) }]),
  ),
})

/** What either is; the order does not matter. */
const joinTypes = (one: ValueType, other: ValueType): ValueType => {
  const items = either(one.items, other.items, joinTypes)
  const fields = either(one.fields, other.fields, joinFields)
  return {
    kinds: new Set([...one.kinds, ...other.kinds]),
    ...(items && { items }),
    ...(fields && { fields }),
  }
}

const either = <T>(one: T | undefined, other: T | undefined, join: (a: T, b: T) => T) =>
  one && other ? join(one, other) : (one ?? other)

export const joinFields = (one: Fields, other: Fields): Fields => {
  const named = new Map(one.named)
  for (const [name, field] of other.named) {
    const known = named.get(name)
    named.set(
      name,
      known ? { seen: known.seen + field.seen, type: joinTypes(known.type, field.type) } : field,
    )
  }
  return { seen: one.seen + other.seen, named }
}
