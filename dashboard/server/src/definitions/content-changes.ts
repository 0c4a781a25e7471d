import { canonicalJson, type Json, type JsonObject } from '@waymark/schemas'
import type { ContentChange } from '@waymark/schemas/api/definitions'

type List = readonly Json[]

const isList = (value: Json): value is List => Array.isArray(value)
const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value)

/** Where two lists are longer than this together allows, they are compared place by place. */
const mostPairs = 40_000

/** Of two texts of elements, how many the rest of both from each pair of places on have in common, in order. */
const commonFrom = (a: readonly string[], b: readonly string[]): readonly Uint16Array[] => {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [table[i], table[i + 1]]
    if (!row || !below) continue
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}

interface Gap {
  readonly removed: readonly number[]
  readonly added: readonly number[]
}

/** The stretches in which two lists differ: what stayed lies between them. */
const gapsOf = (before: List, after: List): readonly Gap[] => {
  const [a, b] = [before.map(canonicalJson), after.map(canonicalJson)]
  if (a.length * b.length > mostPairs) {
    const places = [...(a.length > b.length ? a : b).keys()].filter((at) => a[at] !== b[at])
    return places.map((at) => ({
      removed: at < a.length ? [at] : [],
      added: at < b.length ? [at] : [],
    }))
  }
  const common = commonFrom(a, b)
  const gaps: Gap[] = []
  let gap: { removed: number[]; added: number[] } = { removed: [], added: [] }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      gaps.push(gap)
      gap = { removed: [], added: [] }
      i++
      j++
      continue
    }
    const dropsOne = (common[i + 1]?.[j] ?? -1) >= (common[i]?.[j + 1] ?? -1)
    if (i < a.length && (j >= b.length || dropsOne)) gap.removed.push(i++)
    else gap.added.push(j++)
  }
  return [...gaps, gap]
}

/** Whether one may be the other, edited: two texts of a list are not, two blocks of text are. */
const isKin = (a: Json | undefined, b: Json | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  isObject(a) &&
  isObject(b) &&
  Object.keys(a).some((key) => Object.hasOwn(b, key))

const listChanges = (at: string, before: List, after: List): readonly ContentChange[] =>
  gapsOf(before, after).flatMap(({ removed, added }) => {
    const left = new Set(added)
    const gone = removed.flatMap((i): readonly ContentChange[] => {
      const own = before[i]
      const j = [...left].find((place) => isKin(own, after[place]))
      const other = j === undefined ? undefined : after[j]
      if (own === undefined) return []
      if (j === undefined || other === undefined) return [{ at: `${at}[${i}]`, before: own }]
      left.delete(j)
      return changes(`${at}[${j}]`, own, other)
    })
    const come = [...left].flatMap((j) => {
      const own = after[j]
      return own === undefined ? [] : [{ at: `${at}[${j}]`, after: own }]
    })
    return [...gone, ...come]
  })

const objectChanges = (
  at: string,
  before: JsonObject,
  after: JsonObject,
): readonly ContentChange[] => {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)])
  return [...keys].flatMap((key) => {
    const place = at === '' ? key : `${at}.${key}`
    const [a, b] = [before[key], after[key]]
    if (a === undefined) return b === undefined ? [] : [{ at: place, after: b }]
    return b === undefined ? [{ at: place, before: a }] : changes(place, a, b)
  })
}

const changes = (at: string, before: Json, after: Json): readonly ContentChange[] => {
  if (canonicalJson(before) === canonicalJson(after)) return []
  if (isObject(before) && isObject(after)) return objectChanges(at, before, after)
  if (isList(before) && isList(after)) return listChanges(at, before, after)
  return [{ at, before, after }]
}

/**
 * What makes one content of a definition another, by place. What was put between other elements of a list is one addition, and
 * not a change of all that follow.
 *
 * @example contentChanges({ name: 'A' }, { name: 'B' }) // [{ at: 'name', before: 'A', after: 'B' }]
 */
export const contentChanges = (before: JsonObject, after: JsonObject): readonly ContentChange[] =>
  changes('', before, after)
