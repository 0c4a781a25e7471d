import { z } from 'zod'
import type { Json } from '../json.ts'
import { joined } from './say.ts'

const scalar = z.union([z.string().max(1000), z.number(), z.boolean()])
const ordered = z.union([z.number(), z.string().max(1000)])

const operators = {
  eq: scalar.exactOptional(),
  neq: scalar.exactOptional(),
  in: z.array(scalar).min(1).max(100).exactOptional(),
  lt: ordered.exactOptional(),
  lte: ordered.exactOptional(),
  gt: ordered.exactOptional(),
  gte: ordered.exactOptional(),
  contains: z.string().min(1).max(1000).exactOptional(),
  'starts-with': z.string().min(1).max(1000).exactOptional(),
  exists: z.boolean().exactOptional(),
}

export const conditionShape = operators

/** A test of one value: every operator given must hold. */
export const conditionSchema = z
  .strictObject(operators)
  .refine(
    (c) => Object.keys(c).length > 0,
    'one of eq, neq, in, lt, lte, gt, gte, contains, starts-with, exists',
  )
  .meta({ id: 'Condition' })

export type Condition = z.infer<typeof conditionSchema>

const less = (a: Json | undefined, b: string | number): boolean | undefined =>
  typeof a === typeof b ? (a as string | number) < b : undefined

const contains = (value: Json | undefined, part: string): boolean =>
  typeof value === 'string'
    ? value.includes(part)
    : Array.isArray(value) && value.some((item) => item === part)

const tests: {
  readonly [Op in keyof Condition]-?: (
    value: Json | undefined,
    want: NonNullable<Condition[Op]>,
  ) => boolean
} = {
  eq: (value, want) => value === want,
  neq: (value, want) => value !== want,
  in: (value, want) => want.includes(value as string),
  lt: (value, want) => less(value, want) === true,
  lte: (value, want) => less(value, want) === true || value === want,
  gt: (value, want) => less(value, want) === false && value !== want,
  gte: (value, want) => less(value, want) === false,
  contains,
  'starts-with': (value, want) => typeof value === 'string' && value.startsWith(want),
  exists: (value, want) => (value !== undefined && value !== null) === want,
}

type Test = (value: Json | undefined) => boolean

/**
 * A condition as a function. Values of another type than the one asked for never match; `neq` is the negation of `eq`, so it
 * holds where the value is missing; text is compared by UTF-16 units, as `<` does.
 */
export const compileCondition = (condition: Condition): Test => {
  const list = (Object.entries(condition) as [keyof Condition, never][]).map(([op, want]): Test => {
    const test = tests[op] as (value: Json | undefined, want: unknown) => boolean
    return (value) => test(value, want)
  })
  const [only] = list
  return only && list.length === 1 ? only : (value) => list.every((test) => test(value))
}

const bounds = (c: Condition): readonly [lower: unknown, upper: unknown, isOpen: boolean] => [
  c.gt ?? c.gte,
  c.lt ?? c.lte,
  c.gt !== undefined || c.lt !== undefined,
]

/** Whether no value whatever meets it. */
const isImpossible = (condition: Condition): boolean => {
  const { eq, in: among } = condition
  const wanted = eq === undefined ? among : [eq]
  if (wanted) return !wanted.some(compileCondition(condition))
  const [lower, upper, isOpen] = bounds(condition)
  if (lower === undefined || upper === undefined) return false
  if (typeof lower !== typeof upper) return true
  return isOpen ? lower === upper || !isBelow(lower, upper) : isBelow(upper, lower)
}

const isBelow = (a: unknown, b: unknown): boolean => (a as number) < (b as number)

/** Where a condition leaves no value that meets it: what follows for the rule, and why. */
export const warnOfCondition = (
  condition: Condition,
  name: string,
  follows = 'never holds',
): readonly string[] =>
  isImpossible(condition) ? [`${follows}: no ${name} ${sayCondition(condition)}`] : []

const words: { readonly [Op in keyof Condition]-?: string } = {
  eq: 'is',
  neq: 'is not',
  in: 'is one of',
  lt: 'is below',
  lte: 'is at most',
  gt: 'is above',
  gte: 'is at least',
  contains: 'contains',
  'starts-with': 'starts with',
  exists: 'is',
}

/** "is at least 20 and is below 50". */
export const sayCondition = (condition: Condition): string =>
  (Object.entries(condition) as [keyof Condition, unknown][])
    .map(([op, want]) => {
      if (op === 'exists') return want ? 'is known' : 'is not known'
      if (!Array.isArray(want)) return `${words[op]} ${String(want)}`
      return `${want.length === 1 ? 'is' : words[op]} ${joined(want.map(String), 'or')}`
    })
    .join(' and ')
