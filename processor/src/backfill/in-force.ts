import { countsNothing, type StoredCounted, type StoredDefinition } from '@waymark/schemas'
import { compileProgram, listenersOf, type Published } from '../program/compile-program.ts'
import type { LevelProgram, Program } from '../program/program.ts'
import { countsFromNow, type KnownDefinitions, nameOf, newestOf } from './known-definitions.ts'
import { undatedIn } from './undated.ts'

/** Leaves that hold all of the past. */
const completeLeaves = (counted: StoredCounted): ReadonlySet<string> =>
  new Set(Object.values(counted.definitions).flatMap(({ leaves }) => leaves))

/** Definitions that need leaves whose past has not been read. */
const waitingIn = (
  program: Program,
  stored: readonly StoredDefinition[],
  counted: StoredCounted,
): ReadonlySet<string> => {
  const complete = completeLeaves(counted)
  const waits = (name: string): boolean =>
    (program.needs.get(name) ?? []).some((leaf) => !complete.has(leaf))
  return new Set(
    stored
      .filter((one) => !countsFromNow(one))
      .map(nameOf)
      .filter(waits),
  )
}

const holdingBack = (
  stored: readonly StoredDefinition[],
  isHeld: (one: StoredDefinition) => boolean,
): readonly Published[] =>
  stored.flatMap((one) => {
    if (!one.definition || !isHeld(one)) return newestOf([one])
    return one.before ? [one.before] : []
  })

const compiled = (
  known: KnownDefinitions,
  published: readonly Published[],
): Program | undefined => {
  try {
    return compileProgram(known.env, known.version, published)
  } catch {
    return undefined
  }
}

/**
 * The definitions in force: those that wait for their past, or for their dates, stay out, or in as they were before. Where the rest cannot do without
 * them (it names them, or a feature or calendar that all of them read has changed), everything that has changed since waits.
 */
const settled = (known: KnownDefinitions, newest: Program, counted: StoredCounted): Program => {
  const { stored } = known
  const waiting = new Set([
    ...waitingIn(newest, stored, counted),
    ...undatedIn(newest, stored, counted),
  ])
  if (waiting.size === 0) return newest
  const some = compiled(
    known,
    holdingBack(stored, (one) => waiting.has(nameOf(one))),
  )
  if (some && waitingIn(some, stored, counted).size === 0) return some
  const all = compiled(
    known,
    holdingBack(
      stored,
      (one) =>
        !countsNothing.has(one.kind) && counted.definitions[nameOf(one)]?.version !== one.version,
    ),
  )
  return all ?? newest
}

/** Leaves whose past is being read count already, though nothing in force reads them. */
const withComing = (program: Program, newest: Program, known: KnownDefinitions): Program => {
  const { past, counted } = known
  if (!past || past.from === undefined || !counted) return program
  const { from } = past
  const complete = completeLeaves(counted)
  const coming = new Set(past.leaves.filter((leaf) => !complete.has(leaf)))
  const levelOf = (level: 'person' | 'account'): LevelProgram => {
    const own = [...newest[level].leaves].filter(([hash]) => coming.has(hash))
    if (own.length === 0) return program[level]
    const leaves = new Map([...program[level].leaves, ...own])
    return { ...program[level], leaves, listeners: listenersOf(leaves) }
  }
  return {
    ...program,
    person: levelOf('person'),
    account: levelOf('account'),
    since: new Map(Array.from(coming, (leaf) => [leaf, from])),
  }
}

/**
 * What an environment's definitions mean now.
 * @throws RuleError, CycleError as `compileProgram` does, of what is published.
 */
export const programInForce = (known: KnownDefinitions): Program => {
  const newest = compileProgram(known.env, known.version, newestOf(known.stored))
  const { counted } = known
  if (!counted) return newest
  return {
    ...withComing(settled(known, newest, counted), newest, known),
    past: counted.past ?? -1,
  }
}
