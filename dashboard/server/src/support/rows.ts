import type { FactRow, SubjectRow, Transition, TransitionRow } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'

let made = 0

/** A stored event; what is not given does not matter. */
export const factRow = (given: Partial<FactRow>): FactRow => {
  const time = given.time_ms ?? Date.now()
  made++
  return {
    env: 'production',
    message_id: `m${made}`,
    type: 'track',
    event: 'Product Created',
    person: 'production/u/ada',
    user_id: 'ada',
    anonymous_id: '',
    account: '',
    received_ms: time,
    folded_ms: time,
    source: 'browser',
    properties: {},
    context: {},
    part: 0,
    src: made,
    idx: 0,
    counts: true,
    ...given,
    time_ms: time,
  }
}

/** What a page tells of a guide (`rendered`, `clicked` …): of a visitor where the name begins with `v`. */
export const toldRow = (who: string, what: string, given: Partial<FactRow>): FactRow =>
  factRow({
    event: `$guide_${what}`,
    person: `production/${who.startsWith('v') ? 'a' : 'u'}/${who}`,
    user_id: who,
    ...given,
  })

export const subjectRow = (
  given: Partial<SubjectRow> & Pick<SubjectRow, 'subject'>,
): SubjectRow => {
  const [env = '', letter = '', ...rest] = given.subject.split('/')
  const kinds = { u: 'user', a: 'anonymous', g: 'account' } as const
  return {
    env,
    subject_kind: kinds[letter as 'u'],
    id: rest.join('/'),
    version: 1,
    deleted: false,
    merged_into: '',
    first_seen_ms: 1_700_000_000_000,
    last_seen_ms: 1_700_000_000_000,
    account: '',
    lifecycle: 'trial',
    name: '',
    email: '',
    pql: [],
    milestones: [],
    traits: {},
    state: '{}',
    ...given,
  }
}

const definitionOf = (t: Transition): string => {
  if (t.t === 'milestone' || t.t === 'pql' || t.t === 'segment') return t.id
  return t.t === 'worked' ? t.pql : ''
}

export const transitionRow = (
  subject: string,
  version: number,
  transition: Transition,
): TransitionRow => {
  const { env, subject_kind } = subjectRow({ subject })
  return {
    env,
    subject,
    subject_kind,
    version,
    idx: 0,
    kind: transition.t,
    definition: definitionOf(transition),
    at_ms: 'at' in transition ? transition.at : 0,
    body: transition,
  }
}

interface Tables {
  readonly events?: readonly FactRow[]
  readonly subjects?: readonly SubjectRow[]
  readonly transitions?: readonly TransitionRow[]
}

/** Inserts rows as the sink does; readers see them when it resolves. */
export const insertRows = async (store: EventStore, tables: Tables): Promise<void> => {
  for (const [table, rows] of Object.entries(tables)) {
    made++
    const text = (rows as readonly object[]).map((row) => JSON.stringify(row)).join('\n')
    await store.insert(table, new TextEncoder().encode(text), { token: `${table}-${made}` })
  }
}
