import type { FactRow, SubjectKey, Transition, TransitionRow } from '@waymark/schemas'
import { createWorld, type Sent } from '../../manual/support/world.ts'
import type { SubjectState } from '../fold/state.ts'
import type { Life } from './generate-lives.ts'

const minute = 60_000

/** What the stream said of a subject: [instant, holds], each where it turned. */
export type Flips = readonly (readonly [number, boolean])[]

export interface Lived {
  readonly from: number
  readonly to: number
  readonly flips: ReadonlyMap<SubjectKey, Flips>
  readonly events: readonly FactRow[]
  readonly transitions: readonly TransitionRow[]
  /** What the state of each shows at the end. */
  readonly subjects: readonly object[]
}

/** What was said last at each instant, where it differs from what was said before. */
export const turnsOf = (said: Flips): Flips => {
  const last = said.filter(([at], i) => said[i + 1]?.[0] !== at)
  return last.filter(([, is], i) => is !== (last[i - 1]?.[1] ?? false))
}

const moved = (key: SubjectKey, env: string) => `${env}${key.slice('test'.length)}` as SubjectKey

const traitsOf = ({ type, traits }: Sent): Pick<Sent, 'traits'> =>
  type === 'group' && traits ? { traits } : {}

const eventOf = (
  one: Life[number]['sent'][number],
  who: Life[number]['who'],
  now: number,
): Sent => {
  const { late, account, groups } = one
  const what: Sent = one.what
  const timestamp = new Date(now - late * minute).toISOString()
  if (account !== '' && groups)
    return { ...who, timestamp, type: 'group', groupId: account, ...traitsOf(what) }
  const context = {
    ...what.context,
    ...(account === '' ? {} : { groupId: account }),
  }
  return { ...who, timestamp, ...what, context } as Sent
}

const definitionOf = (transition: Transition): string => {
  if ('engagement' in transition) return transition.engagement
  if (transition.t === 'flow') return transition.flow
  return 'id' in transition ? transition.id : ''
}

const rowOf = (
  env: string,
  at: { readonly subject: SubjectKey; readonly version: number; readonly idx: number },
  transition: Transition,
): TransitionRow => ({
  env,
  subject: moved(at.subject, env),
  subject_kind: at.subject.startsWith('test/u/') ? 'user' : 'anonymous',
  version: at.version,
  idx: at.idx,
  kind: transition.t,
  definition: definitionOf(transition),
  at_ms: 'at' in transition ? transition.at : 0,
  body:
    transition.t === 'absorbed' ? { ...transition, from: moved(transition.from, env) } : transition,
})

/** Whether the rule holds of a subject, as it was folded: it is a segment, or the audience of a guide that nothing else keeps from them. */
const isSaid = ({ seg, eng }: SubjectState): boolean =>
  seg.it !== undefined || eng.it?.dec !== undefined

/** Lives a life in the stream, in which the rule is a segment or an audience, and returns what it said, and what of it lies in the database. */
export const live = (
  life: Life,
  {
    documents,
    env,
    lags,
    wait = 0,
    rest = 40 * 48,
  }: {
    readonly documents: readonly object[]
    readonly env: string
    readonly lags: boolean
    /** Half hours before it begins, and after what happens last. */
    readonly wait?: number
    readonly rest?: number
  },
): Lived => {
  const world = createWorld(...documents)
  const from = world.now - 1
  world.pass(wait * 30 * minute)
  if (lags) world.hold()
  const twice: string[] = []
  for (const { who, sent, source, accounts, twice: isTwice, carries, pause } of life) {
    const before = world.steps.length
    world.sendAll(
      sent.map((one) => eventOf(one, who, world.now)),
      { source, ...(source === 'signed' ? { accounts } : {}) } as never,
    )
    if (isTwice)
      for (const step of world.steps.slice(before))
        twice.push(...step.facts.map((row) => row.message_id))
    world.pass(pause * 30 * minute)
    if (lags && carries) {
      world.carryAll()
      world.pass(minute)
    }
  }
  if (lags) world.carryAll()
  world.pass(rest * 30 * minute)
  const said = new Map<SubjectKey, (readonly [number, boolean])[]>()
  const events: FactRow[] = []
  const transitions: TransitionRow[] = []
  for (const { subject, after, facts, transitions: list } of world.steps) {
    const key = moved(subject, env)
    const is = isSaid(after)
    said.set(key, [...(said.get(key) ?? []), [after.clock, is]])
    for (const row of facts) {
      const account = row.account
      const own = { ...row, env, person: moved(row.person, env), account }
      events.push(own)
      if (twice.includes(row.message_id)) events.push(own)
    }
    for (const [idx, transition] of list.entries()) {
      if (transition.t === 'owed') continue
      transitions.push(rowOf(env, { subject, version: after.n, idx }, transition))
    }
  }
  const flips = new Map([...said].map(([key, list]) => [key, turnsOf(list)] as const))
  const subjects = [...world.states.values()].map((state) => ({
    env,
    subject: moved(state.s, env),
    subject_kind: state.kind === 'account' ? 'account' : 'user',
    id: state.s,
    version: state.n,
    state: JSON.stringify(state),
  }))
  return { from, to: world.now, flips, events, transitions, subjects }
}
