import type { Results } from '@waymark/schemas/api/results'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDashboard, openDashboard } from '../../support/open-dashboard.ts'
import { factRow, insertRows, subjectRow } from '../../support/rows.ts'
import { day, done, longMs, minute, openExperiment } from './results-under-test.ts'

/** What may be a goal: what the stream decided, and what it did. */

let d: OpenDashboard
beforeAll(async () => {
  d = await openDashboard()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

test(
  "a goal that is the account's milestone is reached by everybody who acts for it",
  async () => {
    const { nth, env, usually, key, rowOf, drawn, engagement, publish, result } = openExperiment(d)
    const reached = { did: { event: `Installed ${nth}` } }
    const id = `installed-${nth}`
    await publish(
      { kind: 'milestone', id, name: 'Installed', level: 'account', order: 1, reached },
      engagement({ goal: { milestone: { id } }, 'goal-within': '1d' }),
    )
    const acme = `${env}/g/acme-${nth}`
    const at = usually
    await insertRows(d.store, {
      subjects: [1, 2].map((i) => subjectRow({ subject: key(i), account: `acme-${nth}` })),
      transitions: [
        drawn(1),
        drawn(2, { arm: 'engagement' }),
        drawn(3),
        rowOf(acme, 1, { t: 'milestone', id, what: 'started', at: at - minute }),
        rowOf(acme, 2, { t: 'milestone', id, what: 'reached', at: at + minute }),
      ],
    })
    const { arms, goal } = await result()
    expect(goal).toBe('has reached milestone “Installed”')
    expect(arms.map(({ people, reached: n }) => [people, n])).toEqual([
      [2, 1],
      [1, 1],
    ])
  },
  longMs,
)

test(
  'ten people of an account that reaches its goal are not ten times as sure as one',
  async () => {
    const judged = async (size: number) => {
      const { nth, env, usually, key, rowOf, arm, engagement, publish, result } = openExperiment(d)
      const id = `set-up-${nth}`
      const reached = { did: { event: `Set Up ${nth}` } }
      await publish(
        { kind: 'milestone', id, name: 'Set up', level: 'account', order: 1, reached },
        engagement({ goal: { milestone: { id } }, 'goal-within': '1d' }),
      )
      const accountOf = (i: number): string => `set-up-${nth}-${Math.floor(i / size)}`
      const people = Array.from({ length: 1000 }, (_, i) => i)
      // Half of the treated, and three in ten of those held out.
      const lucky = people.filter((i) => i < 250 || (i >= 500 && i < 650))
      const arrived = [...new Set(lucky.map(accountOf))].map((account) =>
        rowOf(`${env}/g/${account}`, 1, { t: 'milestone', id, what: 'reached', at: usually + 1 }),
      )
      await insertRows(d.store, {
        subjects: people.map((i) => subjectRow({ subject: key(i), account: accountOf(i) })),
        transitions: [
          ...arm(0, [500, 0]).transitions,
          ...arm(500, [500, 0], { arm: 'engagement' }).transitions,
          ...arrived,
        ],
      })
      return result()
    }
    const [alone, together] = [await judged(1), await judged(10)]
    expect(together.arms).toEqual(alone.arms)
    expect(alone.arms.map(({ reached }) => reached)).toEqual([250, 150])
    expect([alone.reading, together.reading]).toEqual(['works', 'no_effect'])
    const [narrow = 0, wide = 0] = [alone, together].map(({ comparisons: [first] }) => {
      const { low = 0, high = 0 } = first?.absolute ?? {}
      return high - low
    })
    // A tenth as many who say something: wider by √10, and a little for there being fewer.
    expect(wide / narrow).toBeGreaterThan(Math.sqrt(10))
    expect(wide / narrow).toBeLessThan(1.3 * Math.sqrt(10))
  },
  longMs,
)

test(
  'turning a PQL and entering a lifecycle state are goals, too',
  async () => {
    const { nth, usually, key, rowOf, drawn, engagement, publish, result } = openExperiment(d)
    const pql = {
      kind: 'pql',
      id: `lead-${nth}`,
      name: 'Lead',
      level: 'person',
      behaviour: { did: { event: 'A' } },
    }
    await publish(pql, engagement({ goal: { pql: { id: pql.id } }, 'goal-within': '1d' }))
    const at = usually
    const turn = { t: 'pql', id: pql.id, at: at + minute, turn: 1, reasons: [] } as const
    await insertRows(d.store, {
      transitions: [
        drawn(1),
        drawn(2),
        drawn(3, { arm: 'engagement' }),
        rowOf(key(1), 2, { ...turn, is: true }),
        rowOf(key(2), 2, { ...turn, is: false }),
        rowOf(key(3), 2, { t: 'lifecycle', from: 'trial', to: 'customer', at: at + minute }),
      ],
    })
    expect((await result()).arms.map(({ reached }) => reached)).toEqual([1, 0])
    await publish(
      pql,
      engagement({ goal: { lifecycle: { in: ['customer', 'active'] } }, 'goal-within': '1d' }),
    )
    expect((await result()).arms.map(({ reached }) => reached)).toEqual([0, 1])
  },
  longMs,
)

test(
  'without a holdout, without a goal and with one that nobody can count it says so',
  async () => {
    const { arm, engagement, publish, insert, result } = openExperiment(d)
    const { holdout: _, ...open } = engagement(done)
    await publish(open)
    expect((await result()).says).toBe(
      'Nobody is held out, so nothing can be compared. Give it a holdout.',
    )
    await publish(engagement())
    await insert(arm(0, [5, 0]), arm(1000, [5, 0], { arm: 'engagement' }))
    expect((await result()).says).toBe('It has no goal, so nothing can be compared. Give it one.')
    const score = { kind: 'score', id: 'use', level: 'person', core: [{ event: 'Done' }] }
    await publish(score)
    await publish({ kind: 'cohorts', id: 'use', at: '2026-03-02T00:00:00Z', cohorts: [] })
    const untold = { score: { id: 'use', gte: 40 } }
    await publish(engagement({ goal: untold }))
    const { reading, says, arms } = await result()
    expect(reading).toBe('unknown')
    expect(says).toMatch(/^The goal cannot be counted: .*the score is compared with cohorts/)
    expect(arms.map(({ drawn: all }) => all)).toEqual([5, 5])
  },
  longMs,
)

test(
  'a flow is judged as an engagement is; one of accounts by what the accounts reach',
  async () => {
    const { nth, env, now, publish, rowOf } = openExperiment(d)
    const id = `onboarding-${nth}`
    const flow = {
      kind: 'flow',
      id,
      level: 'account',
      enter: { did: { event: 'Login' } },
      goal: { did: { event: 'Done' } },
      holdout: 0.5,
      steps: [{ send: { webhook: 'hook' } }],
    }
    await publish(flow)
    const account = (i: number): string => `${env}/g/flow-${nth}-${i}`
    const at = now - 8 * day
    const drawn = (i: number, heldOut: boolean) =>
      rowOf(account(i), 1, {
        t: 'exposed',
        engagement: `flow/${id}`,
        arm: heldOut ? 'held_out' : 'treated',
        ...(heldOut ? { of: 'engagement' } : {}),
        draw: { project: 0, holdout: 0.5 },
        at,
      })
    const member = (i: number, time: number) =>
      factRow({
        person: `${env}/u/f${nth}-${i}`,
        account: `flow-${nth}-${i}`,
        event: 'Done',
        time_ms: time,
      })
    await insertRows(d.store, {
      transitions: [drawn(1, false), drawn(2, false), drawn(3, true)],
      events: [member(1, at + day), member(2, at + 7.5 * day), member(3, at + day)],
    })
    const { body } = await d.send<Results>('GET', `/api/results?env=${env}&id=${id}`)
    expect(body.results).toMatchObject([
      {
        kind: 'flow',
        sends: ['webhook/hook'],
        withinMs: 7 * day,
        arms: [
          { arm: 'treated', people: 2, reached: 1 },
          { arm: 'engagement', people: 1, reached: 1 },
        ],
      },
    ])
    await publish({ ...flow, 'goal-within': '12h' })
    const sooner = await d.send<Results>('GET', `/api/results?env=${env}&id=${id}`)
    expect(sooner.body.results).toMatchObject([
      {
        withinMs: day / 2,
        arms: [
          { people: 2, reached: 0 },
          { people: 1, reached: 0 },
        ],
      },
    ])
  },
  longMs,
)
