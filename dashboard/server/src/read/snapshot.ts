import { type JsonObject, traitSources } from '@waymark/schemas'
import type { TraitItem } from '@waymark/schemas/api/people'
import { objectOf } from './event-rows.ts'
import { seenNames } from './seen-name.ts'

/** What pages read of a snapshot. The processor owns its shape, so whatever is missing or different reads as absent. */
export interface Snapshot {
  readonly traits: readonly TraitItem[]
  readonly milestones: ReadonlyMap<string, { readonly started?: number; readonly reached?: number }>
  readonly lifecycle: readonly { readonly state: string; readonly at: number }[]
  readonly anonymousIds: readonly string[]
  readonly members: ReadonlyMap<string, SnapshotMember>
  /** How many people have ever been members. */
  readonly joined: number
  readonly scores: ReadonlyMap<string, SnapshotScore>
}

interface SnapshotScore {
  readonly at: number
  readonly value: number
  readonly cohort?: string
  readonly parts: ReadonlyMap<
    string,
    { readonly raw: number; readonly points: number; readonly adds: number }
  >
}

interface SnapshotMember {
  readonly name?: string
  readonly email?: string
  readonly role?: string
  readonly seen: number
  readonly events: number
  /** The PQLs whose champion rule fits. */
  readonly champion: readonly string[]
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const entriesOf = (value: unknown): readonly [string, unknown][] =>
  isObject(value) ? Object.entries(value) : []

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

const sourceOf = (from: unknown): TraitItem['from'] =>
  from === 's' || from === 'p' ? traitSources[from] : 'browser'

/** Names that begin with `$` are Waymark's own. */
const traitItems = (value: unknown): readonly TraitItem[] =>
  entriesOf(value)
    .filter(([name]) => !name.startsWith('$'))
    .map(([name, entry]) => {
      const [trait, since, from] = listOf(entry)
      return {
        name,
        value: trait,
        since: numberOf(since),
        from: sourceOf(from),
      }
    })

const milestonesOf = (value: unknown): Snapshot['milestones'] =>
  new Map(
    entriesOf(value).map(([id, entry]) => {
      const { started, reached } = isObject(entry) ? entry : {}
      return [
        id,
        {
          ...(typeof started === 'number' ? { started } : {}),
          ...(typeof reached === 'number' ? { reached } : {}),
        },
      ]
    }),
  )

/** Who acts for another account now is no member any more. */
const membersOf = (value: unknown): Snapshot['members'] =>
  new Map(
    entriesOf(value).flatMap(([person, entry]) => {
      const member = isObject(entry) ? entry : {}
      if (member.left === true) return []
      const words = seenNames(member, ['name', 'email', 'role'])
      const champion = listOf(member.champion).filter((pql) => typeof pql === 'string')
      const did = { seen: numberOf(member.seen), events: numberOf(member.n) }
      return [[person, { ...words, ...did, champion }]]
    }),
  )

const partsOf = (value: unknown): SnapshotScore['parts'] =>
  new Map(
    entriesOf(value).map(([part, entry]) => {
      const { raw, points, adds } = isObject(entry) ? entry : {}
      return [part, { raw: numberOf(raw), points: numberOf(points), adds: numberOf(adds) }]
    }),
  )

const scoresOf = (value: unknown): Snapshot['scores'] =>
  new Map(
    entriesOf(value).map(([id, entry]) => {
      const { at, value: found, cohort, parts } = isObject(entry) ? entry : {}
      const compared = typeof cohort === 'string' ? { cohort } : {}
      return [id, { at: numberOf(at), value: numberOf(found), ...compared, parts: partsOf(parts) }]
    }),
  )

/** Reads a snapshot's text, as the column `state` holds it. */
export const readSnapshot = (text: string): Snapshot => {
  const state = objectOf(text)
  const life = isObject(state.life) ? state.life : {}
  return {
    traits: traitItems(state.traits),
    milestones: milestonesOf(state.mile),
    lifecycle: listOf(life.history).map((entry) => {
      const [name, at] = listOf(entry)
      return { state: String(name), at: numberOf(at) }
    }),
    anonymousIds: listOf(state.ids).filter((id) => typeof id === 'string'),
    members: membersOf(state.members),
    joined: numberOf(state.joined),
    scores: scoresOf(state.score),
  }
}

/** The traits of a row whose snapshot does not tell since when they hold. */
export const traitsOfRow = (text: string, seen: number): readonly TraitItem[] =>
  Object.entries(objectOf(text)).map(([name, value]) => ({
    name,
    value,
    since: seen,
    from: 'browser',
  }))
