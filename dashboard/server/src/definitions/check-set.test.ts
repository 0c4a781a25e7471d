import { type Definition, parseDefinition } from '@waymark/schemas'
import { expect, it } from 'vitest'
import { checkSet } from './check-set.ts'

const parsed = (document: unknown): Definition => {
  const found = parseDefinition(document)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.definition
}
const segment = (id: string, level: string, rule: object): Definition =>
  parsed({ kind: 'segment', id, level, rule })
const engagement = (more: object): Definition =>
  parsed({
    kind: 'engagement',
    id: 'nudge',
    audience: { did: { event: 'A' } },
    send: [{ guide: 'tip' }],
    ...more,
  })
const guide = parsed({
  kind: 'guide',
  id: 'tip',
  type: 'tooltip',
  target: { testid: 'x' },
  steps: [{ content: [{ text: 'Hello' }] }],
})
const feature = parsed({ kind: 'feature', id: 'reports', used: [{ page: '/reports' }] })

const problems = (...definitions: Definition[]): readonly string[] =>
  [...checkSet(definitions).definitions.values()].flatMap((one) =>
    one.problems.map(({ at, message }) => `${at}: ${message}`),
  )

it('names what a rule asks for and what does not exist', () => {
  const rule = (one: object): readonly string[] => problems(segment('s', 'person', { all: [one] }))
  expect(rule({ did: { feature: 'reports' } })).toEqual([
    'rule.all[0].did.feature: there is no feature "reports"',
  ])
  expect(rule({ guide: { id: 'tip', was: 'seen' } })).toEqual([
    'rule.all[0].guide.id: there is no guide "tip"',
  ])
  expect(rule({ message: { id: 'nudge', was: 'seen' } })).toEqual([
    'rule.all[0].message.id: there is no engagement "nudge"',
  ])
  expect(rule({ account: { members: { where: { pql: { id: 'hot' } } } } })).toEqual([
    'rule.all[0].account.members.where.pql.id: there is no pql "hot"',
  ])
  expect(problems(feature, segment('s', 'person', { did: { feature: 'reports' } }))).toEqual([])
})

it('tells a rule about people from one about accounts', () => {
  const busy = segment('busy', 'person', { did: { event: 'A' } })
  expect(problems(busy, segment('s', 'account', { segment: { id: 'busy' } }))[0]).toMatch(
    /^rule\.segment\.id: segment busy is about people/,
  )
  expect(problems(segment('s', 'person', { members: { where: { did: { event: 'A' } } } }))).toEqual(
    ['rule.members: is about an account; within `account` it is about the person’s'],
  )
  const members = { members: { where: { segment: { id: 'busy' } } } }
  expect(problems(busy, segment('s', 'account', members))).toEqual([])
})

it('finds a circle by way of an account and its members', () => {
  const lonely = segment('lonely', 'person', { not: { segment: { id: 'team' } } })
  const team = segment('team', 'account', { members: { where: { segment: { id: 'lonely' } } } })
  expect(checkSet([lonely, team]).cycle).toEqual([
    'segment/lonely',
    'segment/team',
    'segment/lonely',
  ])
})

it('lets an engagement ask what became of its guide, but not why it was not shown', () => {
  const asking = (was: string): Definition => engagement({ exclude: { guide: { id: 'tip', was } } })
  expect(checkSet([guide, asking('dismissed')]).cycle).toBeUndefined()
  expect(checkSet([guide, asking('suppressed')]).cycle).toEqual([
    'engagement/nudge',
    'engagement/nudge',
  ])
  const spared = segment('spared', 'person', { message: { id: 'nudge', was: 'suppressed' } })
  const avoiding = engagement({ exclude: { segment: { id: 'spared' } } })
  expect(checkSet([guide, spared, avoiding]).cycle).toEqual([
    'segment/spared',
    'engagement/nudge',
    'segment/spared',
  ])
})

it('knows what a definition reads, so that nothing is deleted that another names', () => {
  const rule = {
    all: [
      { did: { feature: 'reports' } },
      { guide: { id: 'tip', was: 'seen' } },
      {
        sequence: {
          steps: [{ did: { feature: 'reports' } }, { did: { event: 'B' } }],
          within: '1d',
        },
      },
    ],
  }
  const set = checkSet([guide, feature, segment('s', 'person', rule)])
  expect([...(set.definitions.get('segment/s')?.reads ?? [])]).toEqual([
    'feature/reports',
    'guide/tip',
  ])
})
