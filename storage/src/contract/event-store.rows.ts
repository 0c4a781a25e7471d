import type { FactRow, SubjectRow, TransitionRow } from '@waymark/schemas'

const noon = Date.UTC(2026, 2, 1, 12)
let number = 0

/** An environment that no other test writes into. */
export const freshEnv = (): string => `env${process.pid}x${number++}`

export const fact = (row: Partial<FactRow> & Pick<FactRow, 'env'>): FactRow => ({
  message_id: `m-${number++}`,
  type: 'track',
  event: 'project created',
  person: `${row.env}/u/ann`,
  user_id: 'ann',
  anonymous_id: '',
  account: 'acme',
  time_ms: noon,
  received_ms: noon + 40,
  folded_ms: noon + 40,
  source: 'browser',
  properties: { plan: 'pro', seats: 3 },
  context: {},
  part: 0,
  src: number++,
  idx: 0,
  counts: true,
  ...row,
})

export const transition = (
  row: Partial<TransitionRow> & Pick<TransitionRow, 'env'>,
): TransitionRow => ({
  subject: `${row.env}/u/ann`,
  subject_kind: 'user',
  version: noon + number++,
  idx: 0,
  kind: 'milestone',
  definition: 'activated',
  at_ms: noon,
  body: { t: 'milestone', id: 'activated', what: 'reached', at: noon },
  ...row,
})

export const subjectRow = (row: Partial<SubjectRow> & Pick<SubjectRow, 'env'>): SubjectRow => ({
  subject: `${row.env}/u/ann`,
  subject_kind: 'user',
  id: 'ann',
  version: noon,
  deleted: false,
  merged_into: '',
  first_seen_ms: noon,
  last_seen_ms: noon,
  account: 'acme',
  lifecycle: 'active',
  name: 'Ann',
  email: 'ann@example.com',
  pql: [],
  milestones: ['activated'],
  traits: { plan: 'pro' },
  state: '{}',
  ...row,
})

/** Rows as the sink sends them: a JSON object a line. */
export const ndjson = (rows: readonly object[]): Uint8Array =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))

/** A token that nobody else uses. */
export const freshToken = (): string => `token-${process.pid}-${number++}`
