import type { Flow } from '@waymark/schemas'
import type { FlowArm, FlowList } from '@waymark/schemas/api/tasks'
import type { EventStore } from '@waymark/storage'
import type { TaskRecord } from './tasks-of.ts'

interface Row {
  readonly flow: string
  readonly held: number
  readonly entered: number
  readonly within: number
  readonly won: number
  readonly gone: number
  readonly ended: number
}

/**
 * One line per flow and arm. Somebody who was in a flow several times is counted once: by whether they ever met the goal, else by
 * what came of it last.
 */
const outcomes = `
  SELECT flow, held, toUInt32(count()) AS entered, toUInt32(countIf(met)) AS won,
    toUInt32(countIf(NOT met AND last IN ('entered', 'moved'))) AS within,
    toUInt32(countIf(NOT met AND last = 'left')) AS gone,
    toUInt32(countIf(NOT met AND last = 'ended')) AS ended
  FROM (
    SELECT definition AS flow, subject, countIf(what = 'won') > 0 AS met,
      argMax(what, (at_ms, version, idx)) AS last
    FROM (
      SELECT definition, subject, at_ms, version, idx, JSONExtractString(body, 'what') AS what
      FROM changes WHERE env = {env:String} AND kind = 'flow'
    )
    GROUP BY definition, subject
  ) AS moves
  LEFT ANY JOIN (
    SELECT substring(definition, 6) AS flow, subject,
      JSONExtractString(body, 'arm') = 'held_out' AS held
    FROM changes
    WHERE env = {env:String} AND kind = 'exposed' AND startsWith(definition, 'flow/')
  ) AS arms USING (flow, subject)
  GROUP BY flow, held`

const nobody: FlowArm = { entered: 0, within: 0, won: 0, left: 0, ended: 0 }

const armOf = (row: Row | undefined): FlowArm => {
  if (!row) return nobody
  const { entered, within, won, gone, ended } = row
  return { entered, within, won, left: gone, ended }
}

/** How each published flow does. */
export const readFlows = async (
  store: EventStore,
  env: string,
  { flows, tasks }: { readonly flows: readonly Flow[]; readonly tasks: readonly TaskRecord[] },
): Promise<FlowList['flows']> => {
  const rows = await store.query<Row>(outcomes, { env })
  return flows.map((flow) => {
    const arm = (held: boolean): Row | undefined =>
      rows.find((row) => row.flow === flow.id && Boolean(row.held) === held)
    const heldOut = arm(true)
    const own = tasks.filter(({ from }) => from.kind === 'flow' && from.id === flow.id)
    return {
      id: flow.id,
      name: flow.name ?? flow.id,
      level: flow.level ?? 'person',
      hasGoal: flow.goal !== undefined,
      treated: armOf(arm(false)),
      ...(heldOut ? { heldOut: armOf(heldOut) } : {}),
      tasks: {
        made: own.length,
        done: own.filter(({ outcome }) => outcome !== undefined).length,
        solved: own.filter(({ outcome }) => outcome === 'solved').length,
      },
    }
  })
}
