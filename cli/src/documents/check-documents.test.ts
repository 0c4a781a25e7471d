import { expect, it } from 'vitest'
import { type Checked, checkDocuments } from './check-documents.ts'

const checkDocument = (value: unknown, level: 'person' | 'account'): Checked =>
  checkDocuments([value], level)[0] as Checked

it('says a rule in English and what it reads', () => {
  const rule = { all: [{ did: { event: 'Invited' } }, { milestone: { id: 'first-project' } }] }
  const checked = checkDocument(rule, 'person')
  expect(checked).toMatchObject({ name: 'rule', problems: [], reads: ['milestone/first-project'] })
  expect(checked.says).toBe('has done “Invited” and has reached milestone “first-project”.')
})

it('names the place of a rule that cannot be evaluated', () => {
  const rule = { all: [{ did: { event: 'X' } }, { members: { where: { did: { event: 'Y' } } } }] }
  expect(checkDocument(rule, 'person').problems).toEqual([
    { at: 'all[1].members', message: expect.stringMatching(/^is about an account/) },
  ])
})

it('takes a score that only an instance can know for granted', () => {
  expect(checkDocument({ score: { id: 'cbi', gte: 40 } }, 'person')).toMatchObject({
    problems: [],
    reads: ['score/cbi'],
  })
})

it('does not hold it against a definition that it names others', () => {
  const engagement = {
    kind: 'engagement',
    id: 'welcome',
    audience: { segment: { id: 'new' } },
    send: [{ guide: 'hello' }],
  }
  expect(checkDocument(engagement, 'person')).toMatchObject({
    name: 'engagement/welcome',
    problems: [],
    reads: ['segment/new', 'guide/hello'],
  })
})

it('names what is wrong with a definition', () => {
  const { problems } = checkDocument(
    { kind: 'milestone', id: 'x', level: 'person', order: -1 },
    'person',
  )
  expect(problems.map((problem) => problem.at)).toEqual(['order', 'reached'])
})

it('finds a definition that is there twice, as apply does', () => {
  const segment = { kind: 'segment', id: 'a', level: 'person', rule: { did: { event: 'X' } } }
  const checked = checkDocuments([segment, { ...segment, id: 'b' }, segment], 'person')
  expect(checked.map(({ problems }) => problems)).toEqual([
    [],
    [],
    [{ at: 'id', message: 'segment/a is here twice' }],
  ])
})

it('takes nothing for a rule but a rule', () => {
  for (const value of [null, 7, 'text', [], { nothing: 1 }]) {
    expect(checkDocument(value, 'person').problems).not.toEqual([])
  }
})

it('checks definitions together: the level of one is known to the others, and circles are found', () => {
  const segment = (id: string, level: string, rule: object) => ({
    kind: 'segment',
    id,
    level,
    rule,
  })
  const [first, second] = checkDocuments(
    [
      segment('busy', 'person', { did: { event: 'X' } }),
      segment('big', 'account', { all: [{ segment: { id: 'busy' } }] }),
    ],
    'person',
  )
  expect(first?.problems).toEqual([])
  expect(second?.problems).toEqual([
    {
      at: 'rule.all[0].segment.id',
      message: expect.stringContaining('segment busy is about people'),
    },
  ])
  const circle = checkDocuments(
    [
      segment('a', 'person', { segment: { id: 'b' } }),
      segment('b', 'person', { segment: { id: 'a' } }),
    ],
    'person',
  )
  expect(circle.flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual([
    'these definitions read each other in a circle: segment/a → segment/b → segment/a',
  ])
})

it('says what an author may not have meant, with its place', () => {
  const silent = { not: { did: { event: 'Login', within: '24h' } } }
  expect(checkDocument(silent, 'person').warnings).toEqual([
    { at: 'not.did', message: expect.stringMatching(/true of a newcomer.*`since/) },
  ])
  const engagement = {
    kind: 'engagement',
    id: 'welcome',
    audience: { all: [{ trait: { name: 'plan', eq: 'free' } }, silent] },
    send: [{ guide: 'hello' }],
  }
  const [checked] = checkDocuments([engagement], 'person')
  expect(checked?.problems).toEqual([])
  expect(checked?.warnings.map(({ at }) => at)).toEqual(['audience.all[1].not.did'])
})

it('takes features, guides and levels that only the instance knows for granted, and says so', () => {
  const rule = {
    all: [
      { did: { feature: 'reports' } },
      { guide: { id: 'tour', was: 'seen' } },
      { account: { members: { where: { pql: { id: 'hot' } } } } },
    ],
  }
  expect(checkDocument(rule, 'person')).toMatchObject({
    problems: [],
    reads: ['feature/reports', 'guide/tour', 'pql/hot'],
  })
})

it('warns of a step of a flow that nobody can come to', () => {
  const flow = {
    kind: 'flow',
    id: 'onboarding',
    enter: { did: { event: 'Signed Up' } },
    steps: [{ send: { email: 'hello' } }, { end: true }, { send: { email: 'lost' } }],
  }
  expect(checkDocument(flow, 'person')).toMatchObject({
    problems: [],
    reads: ['email/hello', 'email/lost'],
    warnings: [{ at: 'steps[2]', message: 'nobody can come to this step' }],
  })
})

const lasting = { did: { event: 'Export Failed' } }
const passing = { did: { event: 'Export Failed', within: '1d' } }
const warnedOf = (definition: object) =>
  checkDocument({ id: 'again', reentry: 'every-time', ...definition }, 'person').warnings.map(
    ({ at }) => at,
  )

it.each([
  [{ kind: 'engagement', send: [{ guide: 'hello' }] }, 'audience'],
  [{ kind: 'flow', steps: [{ send: { email: 'hello' } }] }, 'enter'],
])('warns of %j that lets people in every time by a rule that never turns false', (one, rule) => {
  expect(warnedOf({ ...one, [rule]: lasting })).toEqual(['reentry'])
  expect(warnedOf({ ...one, [rule]: { all: [lasting, lasting] } })).toEqual(['reentry'])
  expect(warnedOf({ ...one, [rule]: passing })).toEqual([])
  expect(warnedOf({ ...one, [rule]: { all: [lasting, passing] } })).toEqual([])
  expect(warnedOf({ ...one, [rule]: lasting, reentry: 'once' })).toEqual([])
})
