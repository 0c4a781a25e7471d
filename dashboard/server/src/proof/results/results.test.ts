import type { DrawShares, Transition } from '@waymark/schemas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDashboard, openDashboard } from '../../support/open-dashboard.ts'
import { insertRows } from '../../support/rows.ts'
import { day, done, longMs, minute, openExperiment } from './results-under-test.ts'

/** What lies in the database of people who were drawn, and of what they did after that; on a real ClickHouse. */

let d: OpenDashboard
beforeAll(async () => {
  d = await openDashboard()
}, 120_000)
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

test(
  'more of the treated than of those held out reach the goal: it works',
  async () => {
    const { usually, arm, engagement, publish, insert, result } = openExperiment(d)
    await publish(engagement(done))
    await insert(arm(0, [200, 130]), arm(1000, [200, 60], { arm: 'engagement' }))
    const found = await result()
    expect(found).toMatchObject({
      kind: 'engagement',
      goal: 'has done “Done”',
      sends: ['webhook/hook'],
      withinMs: day,
      reading: 'works',
      since: usually,
      waiting: 0,
      leftOut: { both: 0, before: 0, otherShares: 0 },
      arms: [
        { arm: 'treated', planned: 0.5, drawn: 200, people: 200, reached: 130 },
        { arm: 'engagement', planned: 0.5, drawn: 200, people: 200, reached: 60 },
      ],
      comparisons: [{ against: 'engagement', reading: 'works' }],
    })
    const { absolute, relative } = found.comparisons[0] ?? {}
    expect(absolute?.value).toBeCloseTo(0.35, 10)
    expect(absolute?.low).toBeGreaterThan(0.1)
    expect(relative?.value).toBeCloseTo(130 / 60 - 1, 10)
    expect(found.says).toBe(
      '65% of 200 reach the goal, against 30% of 200 held out: 35 points more, at least 20.4.',
    )
  },
  longMs,
)

test(
  'what was done before the draw, after the window or by somebody else is no success of it',
  async () => {
    const { usually, did, engagement, publish, result, arm } = openExperiment(d)
    await publish(engagement(done))
    const at = usually
    await insertRows(d.store, {
      transitions: [
        ...arm(0, [100, 0]).transitions,
        ...arm(1000, [100, 0], { arm: 'engagement' }).transitions,
      ],
      events: [
        did(0, at - minute),
        did(1, at + day + 1),
        did(2, at + day),
        did(3, at + minute, 'Almost Done'),
        did(5000, at + minute),
        did(1000, at - minute),
        did(1001, at + minute),
        did(1001, at + 2 * minute),
      ],
    })
    const { arms, leftOut, comparisons } = await result()
    expect(leftOut.before).toBe(2)
    expect(arms.map(({ people, reached }) => [people, reached])).toEqual([
      [99, 1],
      [99, 1],
    ])
    expect(comparisons[0]).toMatchObject({ reading: 'too_early', more: expect.any(Number) })
  },
  longMs,
)

test(
  'whose time is not over counts in neither number, in either arm',
  async () => {
    const { now, arm, engagement, publish, insert, result } = openExperiment(d)
    await publish(engagement(done))
    const late = { at: now - day / 2 }
    await insert(
      arm(0, [60, 20]),
      arm(100, [40, 30], late),
      arm(1000, [60, 10], { arm: 'engagement' }),
      arm(1100, [40, 0], { arm: 'engagement', ...late }),
    )
    const { arms, waiting } = await result()
    expect(waiting).toBe(80)
    expect(arms.map(({ drawn: all, people, reached }) => [all, people, reached])).toEqual([
      [100, 60, 20],
      [100, 60, 10],
    ])
  },
  longMs,
)

test(
  'a visitor who became a person is one of the people; who met both arms is left out',
  async () => {
    const { usually, key, visitor, rowOf, exposed, drawn, did, engagement, publish, result } =
      openExperiment(d)
    await publish(engagement(done))
    const at = usually
    const merged = (i: number): Transition => ({
      t: 'merged',
      into: key(i) as never,
      at: at + minute,
    })
    await insertRows(d.store, {
      transitions: [
        // Drawn as a visitor, known a minute later.
        rowOf(visitor(1), 1, exposed({ at })),
        rowOf(visitor(1), 2, merged(1)),
        // Drawn as a visitor and, on another device, as a person: the same way, and differently.
        rowOf(visitor(2), 1, exposed({ at })),
        rowOf(visitor(2), 2, merged(2)),
        drawn(2, { at: at - minute }),
        rowOf(visitor(3), 1, exposed({ at })),
        rowOf(visitor(3), 2, merged(3)),
        drawn(3, { at: at - minute, arm: 'engagement' }),
        drawn(4, { arm: 'engagement' }),
      ],
      events: [did(1, at + 2 * minute), did(3, at + minute)],
    })
    const { arms, leftOut } = await result()
    expect(leftOut.both).toBe(1)
    expect(arms.map(({ drawn: all, people, reached }) => [all, people, reached])).toEqual([
      [2, 2, 1],
      [1, 1, 0],
    ])
  },
  longMs,
)

test(
  'arms that are not of the sizes that were planned are not read',
  async () => {
    const { arm, engagement, publish, insert, result } = openExperiment(d)
    await publish(engagement(done))
    await insert(arm(0, [300, 150]), arm(1000, [120, 20], { arm: 'engagement' }))
    const found = await result()
    expect(found.reading).toBe('broken')
    expect(found.says).toContain('Assignment is broken: do not read this.')
    expect(found.sampleRatioP).toBeLessThan(0.001)
    expect(found.comparisons).toEqual([])
  },
  longMs,
)

test(
  'people who were drawn under other shares are not mixed in',
  async () => {
    const { now, usually, arm, engagement, publish, insert, result } = openExperiment(d)
    await publish(engagement({ ...done, holdout: 0.2 }))
    await insert(
      arm(0, [90, 80], { at: now - 9 * day, draw: { project: 0, holdout: 0.1 } }),
      arm(500, [10, 1], {
        at: now - 9 * day,
        draw: { project: 0, holdout: 0.1 },
        arm: 'engagement',
      }),
      arm(1000, [80, 20], { draw: { project: 0, holdout: 0.2 } }),
      arm(2000, [20, 5], { draw: { project: 0, holdout: 0.2 }, arm: 'engagement' }),
    )
    const { arms, leftOut, since } = await result()
    expect(leftOut.otherShares).toBe(100)
    expect(since).toBe(usually)
    expect(arms.map(({ planned, drawn: all }) => [planned, all])).toEqual([
      [0.8, 80],
      [0.2, 20],
    ])
  },
  longMs,
)

test(
  'each variant and each holdout is compared, and the first is the answer',
  async () => {
    const { arm, engagement, publish, insert, result } = openExperiment(d)
    const send = [{ webhook: 'hook' }]
    const variants = [
      { id: 'short', send },
      { id: 'long', weight: 2, send },
    ]
    const { send: _, ...rest } = engagement(done)
    await publish({ ...rest, variants })
    const draw: DrawShares = {
      project: 0.1,
      holdout: 0.5,
      variants: [
        ['short', 1],
        ['long', 2],
      ],
    }
    await insert(
      arm(0, [150, 120], { draw, variant: 'short' }),
      arm(1000, [300, 90], { draw, variant: 'long' }),
      arm(2000, [450, 135], { draw, arm: 'engagement', variant: 'long' }),
      arm(3000, [100, 30], { draw, arm: 'project', variant: 'short' }),
    )
    const { arms, comparisons, reading, sampleRatioP } = await result()
    expect(sampleRatioP).toBeGreaterThan(0.5)
    expect(arms.map(({ arm: name, variant, planned }) => [name, variant, planned])).toEqual([
      ['treated', 'short', expect.closeTo(0.15, 10)],
      ['treated', 'long', expect.closeTo(0.3, 10)],
      ['engagement', undefined, expect.closeTo(0.45, 10)],
      ['project', undefined, 0.1],
    ])
    expect(
      comparisons.map(({ variant, against, treated, reading: one }) => [
        variant,
        against,
        treated.people,
        one,
      ]),
    ).toEqual([
      [undefined, 'engagement', 450, 'works'],
      [undefined, 'project', 450, 'no_effect'],
      ['short', 'engagement', 150, 'works'],
      ['long', 'engagement', 300, 'no_effect'],
    ])
    expect(reading).toBe('works')
  },
  longMs,
)
