import { describe, expect, test } from 'vitest'
import type { Cohorts, ScoreDefinition } from '../definitions/score.ts'
import { limits } from '../limits.ts'
import { migrations } from '../tables/migrations.ts'
import { createCalendar } from './calendar.ts'
import { flipsQuery, holdersQuery } from './compile-rule-sql.ts'
import { ruleSchema } from './rule.ts'
import type { Level } from './rule-kind.ts'

const score: ScoreDefinition = {
  kind: 'score',
  id: 'plain',
  level: 'person',
  core: [{ event: 'Report Exported' }],
}
const table: Cohorts = { kind: 'cohorts', id: 'x', at: '2026-03-02T00:00:00Z', cohorts: [] }

const query = (rule: unknown, level: Level = 'person') => ({
  rule: ruleSchema.parse(rule),
  level,
  envs: ['production'],
  asked: { from: 0, to: 1_000_000 },
  names: {
    calendar: createCalendar(),
    feature: () => undefined,
    segment: (id: string) =>
      id === 'large'
        ? { rule: ruleSchema.parse({ did: { event: 'Grown' } }), level: 'account' as const }
        : undefined,
    score: (id: string) =>
      id === 'plain' || id === 'compared'
        ? { score, cohorts: id === 'compared' ? { ...table, id } : undefined }
        : undefined,
    decided: (kind: string, id: string) =>
      kind === 'lifecycle' || id === 'm' || id === 'compared' ? ('person' as const) : undefined,
  },
})

describe('a rule as SQL', () => {
  test('holds nothing of what an author wrote: it is all bound', () => {
    const evil = "x') OR 1=1 --"
    const { sql, params } = holdersQuery(
      query({
        all: [
          { did: { event: evil, where: { [evil]: { contains: evil } }, within: '7d' } },
          { did: { page: `*${evil}`, count: { gte: 12345 }, on: 'day' } },
          {
            sequence: {
              steps: [{ did: { event: evil } }, { did: { event: 'b' } }],
              within: '1d',
              same: evil,
            },
          },
          { trait: { name: evil, in: [evil, 54321], for: '3d' } },
          { segment: { id: 'large' } },
        ],
      }),
    )
    for (const text of ['OR 1=1', '12345', '54321', 'Grown', 'production', '604800000'])
      expect(sql).not.toContain(text)
    expect(Object.values(params)).toContain(evil)
    expect(Object.values(params)).toContainEqual(['production'])
  })

  test.each([
    [{ all: [{ milestone: { id: 'none' } }] }, 'rule.all[0].milestone.id: there is no milestone'],
    [{ account: { milestone: { id: 'm' } } }, 'milestone m is about people; use `members`'],
    [{ flow: { id: 'f' } }, 'rule.flow.id: there is no flow "f"'],
    [{ same: { event: 'a' } }, 'rule.same: is about one place in a flow with a key'],
    [{ pql: { id: 'p' } }, 'rule.pql.id: there is no pql "p"'],
    [{ guide: { id: 'g', was: 'seen' } }, 'rule.guide.id: there is no guide "g"'],
    [
      { guide: { id: 'm', was: 'suppressed' } },
      'rule.guide.was: why the server did not show something is kept for 30 days only, and begins to count for a rule when that is published; it can be asked `because` of what a page met: missing, refused',
    ],
    [{ message: { id: 'e', was: 'seen' } }, 'rule.message.id: there is no engagement "e"'],
    [
      { message: { id: 'm', was: 'suppressed', because: 'caps' } },
      'rule.message.was: why the server did not show something',
    ],
    [{ account: { guide: { id: 'm', was: 'seen' } } }, 'accounts are not; use `members`'],
    [{ score: { id: 's', gte: 1 } }, 'rule.score.id: there is no score "s"'],
    [{ account: { score: { id: 'plain', gte: 1 } } }, 'score plain is about people; use `members`'],
    [
      { not: { score: { id: 'compared', gte: 1 } } },
      'rule.not.score: the score is compared with cohorts, and the tables that were in force are not in the database, nor when somebody was compared with which: ask how it stands (`gte`, `gt`, `lte`, `lt`) now, without an instant, and about a change or the past what was done, with `trend` or `did`',
    ],
    [{ segment: { id: 'large', for: '3d' } }, 'rule.segment.id: there is no segment "large"'],
    [{ segment: { id: 'none' } }, 'rule.segment.id: there is no segment "none"'],
    [
      { account: { trait: { name: 'plan', of: 'person', eq: 'pro' } } },
      'rule.account.trait.of: an account rule reads traits of the account',
    ],
    [{ did: { feature: 'none' } }, 'rule.did.feature: there is no feature "none"'],
  ])('is refused where it could mean something else than in the stream: %j', (rule, message) => {
    expect(() => flipsQuery(query(rule))).toThrow(message)
  })

  test('asks for what the server held back as far back as that is kept', () => {
    const asked = { from: 1_000_000, to: 1_000_000, heldBackFrom: 1_000_000 - 2 * 86_400_000 }
    const asks = (more: object) => () =>
      holdersQuery({ ...query({ guide: { id: 'm', was: 'suppressed', ...more } }), asked })
    expect(asks({ within: '2d' })().params).not.toEqual({})
    expect(asks({ because: 'occluded' })().params).not.toEqual({})
    const refused = 'rule.guide.within: why the server did not show something is kept for 30 days'
    expect(asks({ within: '49h' })).toThrow(refused)
    expect(asks({ because: 'caps' })).toThrow('ask with a `within` that begins at 19')
  })

  test('says as long as the record of it is kept', () => {
    const ttl = migrations.flatMap(({ statements }) => statements).join('\n')
    const days = limits.heldBackMs / 86_400_000
    expect(ttl).toMatch(
      new RegExp(
        `INTERVAL ${days} DAY\\s+DELETE WHERE kind IN \\('decided', 'withdrawn', 'suppressed'\\)`,
      ),
    )
  })

  test('reads a score that is compared with cohorts from the states, about now alone, and no change of it', () => {
    const now = { from: 5, to: 5, isNow: true } as const
    const asks = (more: object) => ({
      ...query({ score: { id: 'compared', ...more } }),
      asked: now,
    })
    expect(holdersQuery(asks({ part: 'depth', lt: 20 })).sql).toContain('subjects FINAL')
    expect(() => holdersQuery(asks({ drop: { by: '30%', over: '7d' } }))).toThrow('rule.score: ')
    expect(flipsQuery(query({ score: { id: 'plain', gte: 40 } })).sql).not.toContain(
      'subjects FINAL',
    )
  })

  test('asks for no scores where definitions are not in force', () => {
    const { names, ...question } = query({ score: { id: 'plain', gte: 1 } })
    const { score: _, ...others } = names
    expect(() => flipsQuery({ ...question, names: others })).toThrow('rule.score: cannot be asked')
  })

  test.each([
    { milestone: { id: 'm' } },
    { lifecycle: { is: 'trial' } },
    { since: { lifecycle: 'trial', gte: '3d' } },
    { segment: { id: 'm', for: '3d' } },
    { pql: { id: 'm' } },
    { flow: { id: 'm', at: 'x' } },
    { guide: { id: 'm', was: 'answered', answer: { to: 'nps', gte: 9 } } },
    { message: { id: 'm', was: 'suppressed', because: 'occluded', within: '7d' } },
  ])('asks for no decisions of what has not been in force all along: %j', (rule) => {
    const { names, ...question } = query(rule)
    const { decided: _, ...others } = names
    expect(() => flipsQuery({ ...question, names: others })).toThrow('what the stream decided')
    expect(flipsQuery(query(rule)).sql).toContain('changes')
  })
})
