import {
  canonicalJson,
  type Definition,
  type Flow,
  type FlowTarget,
  flowPlaces,
  onwardFrom,
} from '@waymark/schemas'
import type { RuleMoves } from '@waymark/schemas/api/definitions'
import type { EventStore } from '@waymark/storage'
import { type Change, viewOf } from './moves-question.ts'

interface Row {
  readonly step: string
  readonly keyed: number
  readonly places: number
}

/** How many places of a flow there are at each step: one of each subject in it, or of a flow with a key one of each key. */
const standing = (level: 'accounts' | 'people'): string => `
  SELECT step, keyed, count() AS places FROM (
    SELECT subject, JSONExtractString(body, 'key') AS key, JSONHas(body, 'key') AS keyed,
      argMax((JSONExtractString(body, 'what'), JSONExtractString(body, 'step')), (at_ms, version, idx)) AS last,
      last.1 AS what, last.2 AS step
    FROM changes WHERE env = {env:String} AND kind = 'flow' AND definition = {flow:String}
      AND subject IN (SELECT subject FROM ${level} WHERE env = {env:String})
    GROUP BY subject, key, keyed
  ) WHERE what IN ('entered', 'moved') GROUP BY step, keyed`

const flowBefore = (definitions: readonly Definition[], id: string): Flow | undefined =>
  definitions.find((d): d is Flow => d.kind === 'flow' && d.id === id)

/** A step as whoever stands there goes on from it: `undefined` where they stay. */
type Onward = (row: Row) => { readonly to: FlowTarget } | undefined

/** A list of moves that is in force already has moved whoever stands in the flow. */
const onwardBy = (was: Flow, flow: Flow): Onward => {
  const before = flowPlaces(was)
  const after = flowPlaces(flow)
  const moved = canonicalJson(was.move ?? null) === canonicalJson(flow.move ?? null)
  return ({ step, keyed }) => {
    if ((keyed === 1) !== (flow.key !== undefined)) return { to: undefined }
    const { place = 0, next } = before.steps.get(step) ?? {}
    const moves = moved ? after.moves?.id : undefined
    return onwardFrom(after, { step, place, next, moves })
  }
}

/** How many a changed flow would move from the steps at which they stand, by its author's list or because a step is gone. */
export const countFlowMoves = async (
  store: EventStore,
  flow: Flow,
  change: Change,
): Promise<RuleMoves | undefined> => {
  const was = flowBefore(change.before, flow.id)
  if (!was) return undefined
  const { level = 'person' } = was
  const rows = await store.query<Row>(standing(viewOf(level)), { env: change.env, flow: flow.id })
  const onward = onwardBy(was, flow)
  const steps = rows
    .toSorted((a, b) => (a.step < b.step ? -1 : 1))
    .flatMap((row) => {
      const on = onward(row)
      return on ? [{ step: row.step, to: on.to ?? null, places: row.places }] : []
    })
  const all = rows.reduce((sum, { places }) => sum + places, 0)
  const stay = all - steps.reduce((sum, { places }) => sum + places, 0)
  const { key } = was
  return { t: 'steps', level, ...(key === undefined ? {} : { key }), steps, stay }
}
