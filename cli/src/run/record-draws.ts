import { type Drawn, experiment } from '@waymark/demo'
import { drawOf } from '@waymark/processor'
import { subjectKey, type Transition, type TransitionRow } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'

const env = 'production'

/** Apart from what the fold decided at the same version. */
const ownIdx = 1000

/** Whether the stream would hold one of the demo's people out of its experiment: by the very draw that it makes. */
export const isHeldOut = (userId: string): boolean => {
  const { id, holdout } = experiment
  const draw = { holdout, projectHoldout: 0, variants: [] }
  const drawn = drawOf({ definition: id, draw }, { s: subjectKey(env, 'user', userId) })
  return drawn.heldOut !== undefined
}

const rowOf = ({ userId, at, heldOut }: Drawn): TransitionRow => {
  const { id, holdout } = experiment
  const transition: Transition = {
    t: 'exposed',
    engagement: id,
    arm: heldOut ? 'held_out' : 'treated',
    ...(heldOut ? { of: 'engagement' } : {}),
    draw: { project: 0, holdout },
    at,
  }
  return {
    env,
    subject: subjectKey(env, 'user', userId),
    subject_kind: 'user',
    version: at,
    idx: ownIdx,
    kind: transition.t,
    definition: id,
    at_ms: at,
    body: transition,
  }
}

/**
 * Writes who of the demo's people was drawn how into the database, where results are read. The stream draws nobody of imported history:
 * they were not there to be shown anything. Only the demo makes draws up.
 */
export const recordDraws = async (store: EventStore, drawn: readonly Drawn[]): Promise<void> => {
  const lines = drawn.map((one) => JSON.stringify(rowOf(one))).join('\n')
  await store.insert('transitions', Buffer.from(lines), { token: `demo-draws-${experiment.id}` })
}
