import type { Reason } from '@waymark/schemas'
import { factRow, subjectRow, transitionRow } from './rows.ts'

/** Acme on trial: Ada, who was visitor v1 before, has installed the code; what the sink inserted of it. */

export const ada = 'production/u/ada'
export const visitor = 'production/a/v1'
export const acme = 'production/g/acme'
export const minute = 60_000
/** Three days ago: what was decided is kept for thirty. */
export const t0 = Math.floor(Date.now() / (1440 * minute)) * 1440 * minute - 3890 * minute

export const reasons: readonly Reason[] = [
  { part: 'milestone', id: 'code-installed', says: 'reached Code installed', is: true },
]

export const personState = {
  v: 1,
  kind: 'person',
  traits: { role: ['product manager', t0, 's'], $known: [true, t0, 'b'] },
  life: {
    state: 'trial',
    since: t0,
    history: [
      ['visitor', t0 - minute],
      ['trial', t0],
    ],
  },
  mile: {},
  ids: ['v1'],
}

const accountState = {
  v: 1,
  kind: 'account',
  traits: { employees: [40, t0, 's'] },
  life: {
    state: 'pql',
    since: t0,
    history: [
      ['trial', t0],
      ['pql', t0 + 5 * minute],
    ],
  },
  mile: { 'code-installed': { started: t0, reached: t0 + minute } },
  members: {
    [ada]: { name: 'Ada', role: 'product manager', seen: t0 + minute, n: 3 },
    'production/u/bob': { name: 'Bob', seen: t0, n: 9, left: true },
  },
  joined: 2,
}

export const subjects = [
  subjectRow({
    subject: ada,
    version: 7,
    name: 'Ada Lovelace',
    email: 'ada@acme.example',
    account: 'acme',
    last_seen_ms: t0 + 9 * minute,
    first_seen_ms: t0 - minute,
    state: JSON.stringify(personState),
  }),
  subjectRow({ subject: visitor, merged_into: ada }),
  subjectRow({ subject: 'production/a/v2', lifecycle: 'visitor', last_seen_ms: t0 }),
  subjectRow({
    subject: 'production/u/o\'hara "%_\\',
    name: "Tim O'Hara",
    last_seen_ms: t0 - minute,
  }),
  subjectRow({ subject: 'staging/u/else', name: 'Ada of staging' }),
  subjectRow({
    subject: acme,
    name: 'Acme',
    lifecycle: 'pql',
    pql: ['trial-pql'],
    milestones: ['code-installed'],
    first_seen_ms: t0 - minute,
    last_seen_ms: t0 + 5 * minute,
    state: JSON.stringify(accountState),
  }),
]

export const events = [
  factRow({
    message_id: 'e1',
    person: visitor,
    anonymous_id: 'v1',
    user_id: '',
    event: 'Page Seen',
    time_ms: t0 - minute,
  }),
  factRow({
    message_id: 'e2',
    event: 'Product Created',
    account: 'acme',
    time_ms: t0,
    properties: { name: 'Shop' },
  }),
  factRow({
    message_id: 'e2',
    event: 'Product Created',
    account: 'acme',
    time_ms: t0,
    properties: { name: 'Shop' },
  }),
  factRow({ message_id: 'e3', event: 'Data Received', account: 'acme', time_ms: t0 + minute }),
  factRow({
    message_id: 'e4',
    event: '$guide_missed',
    time_ms: t0 + 2 * minute,
    properties: { guide: 'install-the-code', reason: 'missing' },
  }),
  factRow({ message_id: 'e5', env: 'staging', person: 'staging/u/else', time_ms: t0 }),
]

export const transitions = [
  transitionRow(acme, 1, { t: 'milestone', id: 'code-installed', what: 'started', at: t0 }),
  transitionRow(acme, 2, {
    t: 'milestone',
    id: 'code-installed',
    what: 'reached',
    at: t0 + minute,
  }),
  transitionRow(acme, 3, {
    t: 'pql',
    id: 'trial-pql',
    is: true,
    at: t0 + 5 * minute,
    turn: 1,
    reasons,
  }),
  transitionRow(visitor, 1, { t: 'merged', into: ada, at: t0 }),
  transitionRow(ada, 5, { t: 'lifecycle', from: 'visitor', to: 'trial', at: t0 }),
  transitionRow(ada, 6, {
    t: 'decided',
    decision: 'd1',
    engagement: 'remind-to-install',
    guide: 'install-the-code',
    version: 1,
    at: t0 + minute,
    why: [{ gate: 'audience', is: true, wants: 'is trial', found: 'trial' }],
  }),
  transitionRow(ada, 7, { t: 'owed', at: t0, to: acme, debt: { k: 'left', person: ada } }),
]
