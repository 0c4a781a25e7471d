import {
  canonicalJson,
  countsNothing,
  type StoredBackfill,
  type StoredCounted,
  type StoredDefinition,
} from '@waymark/schemas'
import { compileProgram } from '../program/compile-program.ts'
import type { Program } from '../program/program.ts'
import { countsFromNow, type KnownDefinitions, nameOf, newestOf } from './known-definitions.ts'
import { undatedIn } from './undated.ts'

/** What is to be done about an environment. */
export type Plan =
  /** Nothing was ever noted: what is published by now counts from when it was published. */
  | { readonly t: 'begin'; readonly definitions: StoredCounted['definitions'] }
  /** All that is published holds all of its past. */
  | { readonly t: 'counted'; readonly definitions: StoredCounted['definitions'] }
  /** These leaves need theirs, for these definitions; none where it is only to be asked when definitions would have decided. */
  | {
      readonly t: 'past'
      readonly leaves: readonly string[]
      readonly of: { readonly [name: string]: number }
    }
  | { readonly t: 'nothing' }

const versionsOf = (stored: readonly StoredDefinition[]): ReadonlyMap<string, number> =>
  new Map([['', 0], ...stored.map((one) => [nameOf(one), one.version] as const)])

const isCounting = ({ kind, definition }: StoredDefinition): boolean =>
  definition !== null && !countsNothing.has(kind)

/** Each definition with those of its leaves that are among these. */
const countedBy = (
  program: Program,
  stored: readonly StoredDefinition[],
  isComplete: (leaf: string) => boolean,
): StoredCounted['definitions'] =>
  Object.fromEntries(
    [...versionsOf(stored.filter(isCounting))].map(([name, version]) => [
      name,
      { version, leaves: (program.needs.get(name) ?? []).filter(isComplete) },
    ]),
  )

/**
 * Leaves that were complete and have been counted ever since: a definition that was seen with them has them still, and no version
 * of it went by unseen.
 */
const continuousIn = (
  program: Program,
  stored: readonly StoredDefinition[],
  counted: StoredCounted,
): ReadonlySet<string> => {
  const versions = versionsOf(stored)
  const found = new Set<string>()
  for (const [name, leaves] of program.needs) {
    const before = counted.definitions[name]
    if (!before || (versions.get(name) ?? 0) - before.version > 1) continue
    for (const leaf of leaves) if (before.leaves.includes(leaf)) found.add(leaf)
  }
  return found
}

/** What is published, compiled; `undefined` where it does not compile together. */
export const newestProgram = ({ env, version, stored }: KnownDefinitions): Program | undefined => {
  try {
    return compileProgram(env, version, newestOf(stored))
  } catch {
    return undefined
  }
}

/** Looks at what is published and what is counted. */
export const planPast = (known: KnownDefinitions): Plan => {
  const program = newestProgram(known)
  if (!program) return { t: 'nothing' }
  const { stored, counted } = known
  if (!counted) return { t: 'begin', definitions: countedBy(program, stored, () => true) }
  const continuous = continuousIn(program, stored, counted)
  const fromNow = new Set(stored.filter(countsFromNow).map(nameOf))
  const undated = undatedIn(program, stored, counted)
  const waiting = [...program.needs].filter(
    ([name, leaves]) =>
      undated.has(name) || (!fromNow.has(name) && leaves.some((leaf) => !continuous.has(leaf))),
  )
  if (waiting.length === 0) {
    const definitions = countedBy(program, stored, (leaf) => continuous.has(leaf))
    const isSame = canonicalJson(definitions) === canonicalJson(counted.definitions)
    return isSame ? { t: 'nothing' } : { t: 'counted', definitions }
  }
  const versions = versionsOf(stored)
  const leaves = new Set(waiting.flatMap(([, own]) => own.filter((leaf) => !continuous.has(leaf))))
  return {
    t: 'past',
    leaves: [...leaves].toSorted(),
    of: Object.fromEntries(waiting.map(([name]) => [name, versions.get(name) ?? 0])),
  }
}

/** What counts once this past has been read, too. A definition that was published since then and waits for another stays as it was. */
export const countedWith = (
  known: KnownDefinitions,
  { leaves, of }: Pick<StoredBackfill, 'leaves' | 'of'>,
): StoredCounted['definitions'] | undefined => {
  const { stored, counted } = known
  const program = newestProgram(known)
  if (!program || !counted) return undefined
  const plan = planPast(known)
  const isLater = (name: string): boolean =>
    plan.t === 'past' && Object.hasOwn(plan.of, name) && !Object.hasOwn(of, name)
  const complete = new Set([...continuousIn(program, stored, counted), ...leaves])
  const now = Object.entries(countedBy(program, stored, (leaf) => complete.has(leaf)))
  const before = Object.entries(counted.definitions)
  return Object.fromEntries([
    ...before.filter(([name]) => isLater(name)),
    ...now.filter(([name]) => !isLater(name)),
  ])
}
