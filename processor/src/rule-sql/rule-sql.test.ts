import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Definition,
  type FeatureUse,
  flipsQuery,
  holdersQuery,
  type Level,
  migrations,
  parseDefinition,
  questionNamesIn,
  type Rule,
  ruleSchema,
} from '@waymark/schemas'
import { createChdbStore } from '@waymark/storage/clickhouse'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decidedDocuments } from './generate-decided.ts'
import { flowDocuments } from './generate-flows.ts'
import { busyLife, keyedLife, type Life, life, saidLife, toldLife, zone } from './generate-lives.ts'
import { messageDocuments } from './generate-messages.ts'
import {
  accountRule,
  askingRule,
  decidedAccountRule,
  decidedAskingRule,
  decidedRule,
  flowRule,
  personRule,
  saidAccountRule,
  saidAskingRule,
  scoredAccountRule,
  scoredRule,
  standingRule,
  toldRule,
} from './generate-rules.ts'
import { comparedDocuments, scoreDocuments } from './generate-scores.ts'
import { type Flips, type Lived, live, turnsOf } from './live.ts'

const dir = await mkdtemp(join(tmpdir(), 'rule-sql-'))
/** The lives lie longer back than ClickHouse keeps what the server held back. */
const forEver = { id: 'for-ever', statements: ['ALTER TABLE transitions REMOVE TTL'] }

const store = createChdbStore({ dir }, { migrations: [...migrations, forEver] })

beforeAll(() => store.migrate(), 60_000)
afterAll(async () => {
  await store.close()
  await rm(dir, { recursive: true })
})

const uses: readonly FeatureUse[] = [
  { click: { wm: 'save' } },
  { event: 'C', where: { x: { exists: true } } },
]

const holidays = ['2026-03-09', '2026-03-29']

let cases = 0
let rules = 0
let turns = 0

if (process.env.WAYMARK_PROPERTY_RUNS)
  afterAll(() => {
    process.stdout.write(`${cases} lives, under ${rules} rules, which turned ${turns} times\n`)
  })

const ndjson = (rows: readonly object[]): Buffer =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))

interface Lives {
  readonly rule: object
  readonly level: Level
  readonly zone: string
  readonly lives: readonly Life[]
  readonly lags: boolean
  /** What there is beside the rule. */
  readonly documents: readonly object[]
  /** As what the stream has the rule. */
  readonly as?: 'segment' | 'audience'
  /** Instants are told apart by so much, ms; 1 where absent. */
  readonly apartMs?: number
}

/** The rule as a definition; flows can be asked for by engagements alone. */
const ruleDocuments = ({ rule, level, as = 'segment' }: Lives): readonly object[] => {
  if (as === 'segment') return [{ kind: 'segment', id: 'it', level, rule }]
  const content = [{ text: 'Hello' }]
  return [
    { kind: 'guide', id: 'it', type: 'modal', steps: [{ content }] },
    { kind: 'engagement', id: 'it', audience: rule, send: [{ guide: 'it' }] },
  ]
}

const documentsOf = (asked: Lives): readonly object[] => [
  ...ruleDocuments(asked),
  { kind: 'feature', id: 'f', module: 'm', used: uses },
  {
    kind: 'calendar',
    id: 'project',
    zone: asked.zone,
    'working-days': ['mon', 'wed', 'sun'],
    holidays,
  },
  ...asked.documents,
]

const insertAll = async (lived: readonly Lived[], token: string): Promise<void> => {
  const of = (pick: (one: Lived) => readonly object[]) => ndjson(lived.flatMap(pick))
  // Repeats of a crash come in a block of their own.
  await store.insert(
    'events',
    of((one) => one.events),
    { token: `${token}e` },
  )
  await store.insert(
    'transitions',
    of((one) => one.transitions),
    { token: `${token}t` },
  )
  await store.insert(
    'subjects',
    of((one) => one.subjects),
    { token: `${token}s` },
  )
}

type FlipRow = { readonly subject: string; readonly flips: readonly [number, number][] }

const definitionsIn = (documents: readonly object[]): readonly Definition[] =>
  documents.flatMap((document) => {
    const parsed = parseDefinition(document)
    return parsed.ok ? [parsed.definition as Definition] : []
  })

/** Most that a question may hold at once: what grows with the square of a life fails for that, and takes no machine along. */
const bounded = 'SETTINGS max_memory_usage = 4000000000'

/** Holds what the stream said of the rule in all the lives against what the database says. */
const expectEqual = async (asked: Lives): Promise<void> => {
  const { rule: raw, level, lives, lags, apartMs = 1 } = asked
  const rule: Rule = ruleSchema.parse(raw)
  rules++
  const documents = documentsOf(asked)
  const apart = (flips: Flips): Flips =>
    turnsOf(flips.map(([at, is]) => [at - (at % apartMs), is] as const))
  const lived = lives
    .map((one) => live(one, { documents, env: `c${cases++}`, lags }))
    .map((one) => ({
      ...one,
      flips: new Map([...one.flips].map(([subject, list]) => [subject, apart(list)] as const)),
    }))
  await insertAll(lived, `b${cases}`)
  const envs = lived.map((_, i) => `c${cases - lived.length + i}`)
  const from = Math.min(...lived.map((one) => one.from))
  const to = Math.max(...lived.map((one) => one.to))
  const names = questionNamesIn(definitionsIn(documents))
  const question = { rule, level, names }
  const { sql, params } = flipsQuery({ ...question, envs, asked: { from, to, heldBackFrom: 0 } })
  const rows = await store.query<FlipRow>(`${sql}\n${bounded}`, params)
  const found = new Map<string, Flips>()
  for (const { subject, flips } of rows)
    found.set(
      subject,
      apart(flips.map(([at, is]) => [at, is === 1] as const)).filter(([at]) => at > from),
    )
  const wrong: object[] = []
  const letters = level === 'account' ? ['g'] : ['u', 'a']
  for (const one of lived)
    for (const [subject, stream] of one.flips) {
      if (!letters.includes(subject.split('/')[1] ?? '')) continue
      turns += stream.length
      const base = (found.get(subject) ?? []).filter(([at]) => at <= one.to)
      if (JSON.stringify(base) !== JSON.stringify(stream))
        wrong.push({ subject, stream, base, life: lives[lived.indexOf(one)] })
    }
  expect({ rule, wrong: wrong.slice(0, 1) }).toEqual({ rule, wrong: [] })
  const any = lived[Math.floor(lived.length / 2)]
  const instants = [...(any?.flips ?? [])].flatMap(([, list]) => list.map(([at]) => at))
  const at = (instants[Math.floor(instants.length / 2)] ?? to) + apartMs - 1
  const lastingEnvs = envs.filter((_, i) => at <= (lived[i]?.to ?? 0))
  const holders = holdersQuery({
    ...question,
    envs: lastingEnvs,
    asked: { from: at, to: at, heldBackFrom: 0 },
  })
  const holding = await store.query<{ subject: string }>(holders.sql, holders.params)
  // Beyond the end of a life the stream has not been asked.
  const lasting = lived.filter((one) => at <= one.to)
  const expected = lasting.flatMap((one) =>
    [...one.flips].flatMap(([subject, list]) => {
      const last = list.filter(([turn]) => turn <= at).at(-1)
      return last?.[1] && letters.includes(subject.split('/')[1] ?? '') ? [subject] : []
    }),
  )
  expect(holding.map(({ subject }) => subject)).toEqual(expected.sort())
}

const halfHours = (one: Life): number => one.reduce((sum, { pause }) => sum + pause, 0)

/** Holds whom the stream says the rule of at the end of lives that all end together against whom the database says now. */
const expectEqualNow = async (asked: Lives & { readonly rest: number }): Promise<void> => {
  const { rule: raw, level, lives, lags, rest } = asked
  const rule: Rule = ruleSchema.parse(raw)
  rules++
  const documents = documentsOf(asked)
  const longest = Math.max(...lives.map(halfHours))
  const lived = lives.map((one) =>
    live(one, { documents, env: `c${cases++}`, lags, rest, wait: longest - halfHours(one) }),
  )
  await insertAll(lived, `b${cases}`)
  const envs = lived.map((_, i) => `c${cases - lived.length + i}`)
  const to = Math.max(...lived.map((one) => one.to))
  const names = questionNamesIn(definitionsIn(documents))
  const { sql, params } = holdersQuery({
    ...{ rule, level, names, envs },
    asked: { from: to, to, isNow: true },
  })
  const rows = await store.query<{ subject: string }>(`${sql}\n${bounded}`, params)
  const letters = level === 'account' ? ['g'] : ['u', 'a']
  const expected = lived.flatMap(({ flips }) =>
    [...flips].flatMap(([subject, list]) => {
      turns += list.length
      return list.at(-1)?.[1] && letters.includes(subject.split('/')[1] ?? '') ? [subject] : []
    }),
  )
  expect({ rule, holders: rows.map(({ subject }) => subject) }).toEqual({
    rule,
    holders: expected.sort(),
  })
}

/** A query costs the same for one life as for many: what it takes is to be understood. */
const livesPerRule = Number(process.env.WAYMARK_PROPERTY_LIVES ?? 40)
/** Lives per test. */
const runs = Number(process.env.WAYMARK_PROPERTY_RUNS ?? 120)

/** Which rule and which life: all the lives of a failure would be thousands of lines. */
const report = <T>({ failed, seed, numRuns, errorInstance }: fc.RunDetails<T>): void => {
  if (failed)
    throw new Error(`differs with seed ${seed}, after ${numRuns} rules`, { cause: errorInstance })
}

const hold = (
  rule: fc.Arbitrary<object>,
  level: Level,
  {
    lags = fc.constant(false),
    documents = fc.constant<readonly object[]>([]),
    lived = life,
    as = 'segment',
    apartMs = 1,
  }: {
    readonly lags?: fc.Arbitrary<boolean>
    readonly documents?: fc.Arbitrary<readonly object[]>
    readonly lived?: fc.Arbitrary<Life>
    readonly as?: 'segment' | 'audience'
    readonly apartMs?: number
  } = {},
) =>
  fc.assert(
    fc.asyncProperty(
      fc.record({
        rule,
        level: fc.constant(level),
        zone,
        lags,
        documents,
        as: fc.constant(as),
        apartMs: fc.constant(apartMs),
        lives: fc.array(lived, { minLength: livesPerRule, maxLength: livesPerRule }),
      }),
      expectEqual,
    ),
    // Of the lives of a failure the first that differs is said: fewer of them would take as long.
    { numRuns: Math.ceil(runs / livesPerRule), endOnFailure: true, ...seed, reporter: report },
  )

/** In the suite the lives are always the same; a longer run draws its own, and says the seed of what failed. */
const seedGiven =
  process.env.WAYMARK_PROPERTY_SEED ?? (process.env.WAYMARK_PROPERTY_RUNS ? '' : '1')
const seed = seedGiven === '' ? {} : { seed: Number(seedGiven) }

const longMs = 24 * 3_600_000

test(
  'of people the database says what the stream says, at every instant',
  () => hold(personRule, 'person', { lags: fc.boolean() }),
  longMs,
)

test(
  'of people and their accounts the database says what the stream says',
  () => hold(askingRule, 'person'),
  longMs,
)

test(
  'of accounts and their members the database says what the stream says',
  () => hold(accountRule, 'account'),
  longMs,
)

test(
  'what was decided of people the database says as the stream does, at every instant',
  () => hold(decidedRule, 'person', { lags: fc.boolean(), documents: decidedDocuments }),
  longMs,
)

test(
  'what was decided of people and of their account the database says as the stream does',
  () => hold(decidedAskingRule, 'person', { documents: decidedDocuments }),
  longMs,
)

test(
  'what was decided of accounts and of their members the database says as the stream does',
  () => hold(decidedAccountRule, 'account', { documents: decidedDocuments }),
  longMs,
)

test(
  'what is known of accounts the database says as the stream does, at every instant',
  () => hold(saidAccountRule, 'account', { lived: saidLife }),
  longMs,
)

test(
  'to people who ask what is known of their account the database says what the stream says',
  () => hold(saidAskingRule, 'person', { lived: saidLife }),
  longMs,
)

test(
  'how people, and their accounts, score the database says as the stream does, at every instant',
  () => hold(scoredRule, 'person', { documents: scoreDocuments, lived: busyLife }),
  longMs,
)

test(
  'how accounts score the database says as the stream does, at every instant',
  () => hold(scoredAccountRule, 'account', { documents: scoreDocuments, lived: busyLife }),
  longMs,
)

test(
  'how people and their accounts score among cohorts now the database says as the stream does',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          rule: standingRule,
          level: fc.constant('person' as const),
          zone,
          lags: fc.constant(false),
          documents: comparedDocuments,
          rest: fc.integer({ min: 0, max: 500 }),
          lives: fc.array(busyLife, { minLength: livesPerRule, maxLength: livesPerRule }),
        }),
        expectEqualNow,
      ),
      { numRuns: Math.ceil(runs / livesPerRule), endOnFailure: true, ...seed, reporter: report },
    ),
  longMs,
)

test(
  'what became of guides and messages the database says as the stream does, at every instant',
  () =>
    hold(toldRule, 'person', {
      lags: fc.boolean(),
      documents: fc.tuple(messageDocuments, decidedDocuments).map((all) => all.flat()),
      lived: toldLife,
      // What the server held back the stream sees in its next step, a millisecond later at the latest.
      apartMs: 2,
    }),
  longMs,
)

test(
  'where people and their accounts stand in flows, with a key and without one, the database says as the stream does',
  () => hold(flowRule, 'person', { documents: flowDocuments, lived: keyedLife, as: 'audience' }),
  longMs,
)

const moment = (what: object, more: object = {}): Life[number] =>
  ({
    who: { userId: 'u1' },
    sent: [{ what, late: 0, account: '', groups: false }],
    source: 'browser',
    twice: true,
    carries: false,
    pause: 48,
    ...more,
  }) as Life[number]

const plain = { level: 'person', zone: 'UTC', lags: false, documents: [] } as const

const once = (rule: object, what: object) =>
  expectEqual({ ...plain, rule, lives: [[moment(what)]] })

test('a whole number past 64 bits among the properties hides none of them', async () => {
  const properties = { x: 1e20, y: 'z' }
  await once({ did: { event: 'A', where: { y: { eq: 'z' } } } }, { event: 'A', properties })
  await once({ did: { event: 'A', where: { x: { gt: 1 } } } }, { event: 'A', properties })
  await once(
    { did: { event: 'A', distinct: 'x', count: { gte: 1 } } },
    { event: 'A', properties: { x: 18446744073709552000 } },
  )
})

test('digits in a text beside such a number stay as they are', () =>
  once(
    { did: { event: 'A', where: { x: { contains: ':12345678901234567890,' } } } },
    { event: 'A', properties: { x: 'a ":12345678901234567890," b', y: 1e20 } },
  ))

test('who is known is told by the key', () =>
  once({ trait: { name: '$known', eq: true, for: '12h' } }, { event: 'A' }))

test('properties beside the traits of an identify are kept nowhere, and no rule sees them', () =>
  once(
    { did: { event: 'identify', where: { x: { eq: 1 } } } },
    { type: 'identify', traits: { x: 1 }, properties: { x: 1 } },
  ))

test('a life that is over sooner than another is not asked about what comes after it', () => {
  const rule = { trend: { event: 'A', on: 'month', last: 1, drop: '50%' } } as const
  const long = [moment({ event: 'B' }), moment({ event: 'B' }, { pause: 48 * 20 })]
  return expectEqual({ ...plain, rule, lives: [[moment({ event: 'A' })], long] })
})

test('an anonymous id that nobody was seen with begins the lifecycle history of whom it turns out to be anew', () => {
  const recent = { did: { event: 'A', within: '1h' } }
  const states = {
    customer: { from: ['trial', 'churned'], when: recent },
    churned: { from: ['customer'], when: { not: recent } },
  }
  const documents = [{ kind: 'lifecycle', id: 'people', level: 'person', states }]
  const again = moment({ event: 'A' })
  const met = moment({ event: 'B' }, { who: { userId: 'u1', anonymousId: 'a1' } })
  const rule = { since: { lifecycle: 'customer', lt: '7d' } }
  return expectEqual({ ...plain, rule, documents, lives: [[again, again, met]] })
})

test('whoever goes to and fro between two states all the time is asked about within bounds', async () => {
  const not = (event: string, within: string) => ({ not: { did: { event, within } } })
  const states = {
    churned: { when: not('B', '1d') },
    customer: { from: ['churned'], when: not('C', '7d') },
  }
  const documents = [{ kind: 'lifecycle', id: 'people', level: 'person', states }]
  const lives = Array.from({ length: 4 }, (_, i) => [moment({ event: 'A' }, { pause: 24 * i + 1 })])
  const asks = (rule: object) => expectEqual({ ...plain, documents, lives, rule })
  await asks({ lifecycle: { in: ['churned', 'trial'], within: '7d', for: '1h' } })
  await asks({ since: { lifecycle: 'customer', gte: '1h' } })
})

test('of an account a signed page speaks as one where its token names the account, not where the page says so', async () => {
  const said = (seats: number, more: object): Life[number] =>
    moment(
      {},
      {
        sent: [
          {
            what: { type: 'group', traits: { seats }, context: { $speaks: true } },
            late: 0,
            account: 'acme',
            groups: false,
          },
        ],
        ...more,
      },
    )
  const life = [
    said(1, { source: 'signed', accounts: ['acme'] }),
    said(2, { source: 'signed', accounts: ['other'] }),
    said(3, { source: 'browser' }),
    said(4, { source: 'server' }),
    said(5, { source: 'signed', accounts: ['acme'] }),
  ]
  for (const eq of [1, 2, 3, 4, 5])
    await expectEqual({
      ...plain,
      level: 'account',
      rule: { trait: { name: 'seats', eq, for: '12h' } },
      lives: [life],
    })
})

test('an account is as old as what its first member had done when they came to it', async () => {
  const earlier = moment({ event: 'A' }, { who: { anonymousId: 'a1' } })
  const met = moment(
    { event: 'B' },
    {
      who: { userId: 'u1', anonymousId: 'a1' },
      sent: [{ what: { event: 'B' }, late: 36 * 60, account: 'acme', groups: false }],
    },
  )
  const other = moment(
    { event: 'B' },
    {
      who: { userId: 'u2' },
      sent: [{ what: { event: 'B' }, late: 100 * 60, account: 'acme', groups: false }],
    },
  )
  for (const rule of [
    { trait: { name: 'seats', exists: false, for: '7d' } },
    { trait: { name: '$known', eq: true, for: '7d' } },
  ])
    await expectEqual({ ...plain, level: 'account', rule, lives: [[earlier, met, met, other]] })
})

test('who did for a segment of trusted facts what only browsers say was counted in it', () => {
  const rule = { did: { event: 'A' } }
  const documents = [{ kind: 'segment', id: 'trusted', level: 'person', verified: true, rule }]
  const lives = [[moment({ event: 'A' })], [moment({ event: 'A' }, { source: 'server' })]]
  return expectEqual({ ...plain, documents, lives, rule: { segment: { id: 'trusted' } } })
})

const tip = { kind: 'guide', id: 'tip', type: 'modal', steps: [{ content: [{ text: 'Hello' }] }] }
const nudge = {
  kind: 'engagement',
  id: 'nudge',
  audience: { did: { event: 'A' } },
  send: [{ guide: 'tip' }],
}
const reported = (what: string, more: object = {}, moved: object = {}): Life[number] =>
  moment(
    { event: `$guide_${what}`, properties: { engagement: 'nudge', guide: 'tip', ...more } },
    moved,
  )

test('a number past 64 bits among the answers hides neither them nor that there was one', async () => {
  const answered = reported('answered', { answers: { nps: 1e20, why: 'x' } })
  const lives = [[moment({ event: 'A' }), answered]]
  const documents = [tip, nudge]
  const asks = (more: object) =>
    expectEqual({
      ...plain,
      documents,
      lives,
      rule: { guide: { id: 'tip', was: 'answered', ...more } },
    })
  await asks({})
  await asks({ answer: { to: 'nps', gte: 9 }, within: '1d' })
})

test('a report about an engagement that is not in force any more, or that nobody was offered, is seen by no rule', async () => {
  const rule = { message: { id: 'nudge', was: 'seen' } }
  await expectEqual({ ...plain, rule, documents: [tip, nudge], lives: [[reported('seen')]] })
})

test('what a visitor was shown, and where they stood in a flow, is theirs whom they turn out to be', async () => {
  const visitor = { who: { anonymousId: 'a1' } }
  const life = [
    moment({ event: 'A' }, visitor),
    reported('dismissed', {}, visitor),
    moment({ event: 'A' }),
    moment({ type: 'identify' }, { who: { userId: 'u1', anonymousId: 'a1' } }),
  ]
  const flow = {
    kind: 'flow',
    id: 'f',
    enter: { did: { event: 'A' } },
    steps: [
      { id: 'wait', wait: { for: '36h' } },
      { id: 'stay', wait: { for: '8w' } },
    ],
  }
  const documents = [tip, nudge, flow]
  const asks = (rule: object, as: 'segment' | 'audience') =>
    expectEqual({ ...plain, as, documents, lives: [life], rule })
  await asks({ guide: { id: 'tip', was: 'dismissed', within: '3d' } }, 'segment')
  for (const rule of [
    { id: 'f', for: '3d' },
    { id: 'f', at: 'stay', for: '12h' },
  ])
    await asks({ flow: rule }, 'audience')
})
