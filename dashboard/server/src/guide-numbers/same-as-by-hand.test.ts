import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openDashboard } from '../support/open-dashboard.ts'
import { factRow, insertRows, transitionRow } from '../support/rows.ts'
import type { GuideBook } from './guide-book.ts'
import { readGuideNumbers } from './read-guide-numbers.ts'

const env = 'production'
const t0 = Date.now() - 1_000_000
const steps = ['one', 'two', 'three'] as const
const onScreen = ['rendered', 'seen', 'clicked', 'answered', 'snoozed', 'dismissed', 'completed']

const told = fc.record({
  who: fc.constantFrom('a/v1', 'u/ann', 'u/bob', 'u/cal'),
  what: fc.constantFrom(...onScreen, 'missed', 'armed', 'left'),
  step: fc.constantFrom('', ...steps),
  by: fc.constantFrom('', 'Go', 'close'),
  decision: fc.constantFrom('', 'd1', 'd2', 'preview'),
  version: fc.constantFrom(1, 2),
  sent: fc.integer({ min: 1, max: 3 }),
})

type Told = typeof told extends fc.Arbitrary<infer One> ? One : never

const book = (id: string): GuideBook => ({
  ...{ id, name: id, type: 'tour', inForce: true, version: 2, tasks: [], items: [], labels: [] },
  steps: steps.map((step) => ({ id: step, name: step, inForce: true, reactions: [] })),
})

/** As one would count on paper: v1 is Ann; each message once. */
const byHand = (history: readonly Told[]) => {
  const rows = history
    .map((one, at) => ({ ...one, at, who: one.who === 'a/v1' ? 'u/ann' : one.who }))
    .filter(({ what, decision }) => onScreen.includes(what) && decision !== 'preview')
  const did = (of: readonly { readonly who: string }[]) => ({
    ...{ people: new Set(of.map(({ who }) => who)).size, times: of.length },
  })
  const counts = (of: typeof rows) =>
    Object.fromEntries(
      onScreen.slice(1).map((deed) => [deed, did(of.filter((r) => r.what === deed))]),
    )
  const lives = [...Map.groupBy(rows, ({ who }) => who).values()]
  const lasts = lives
    .filter((life) => !life.some(({ what }) => what === 'completed'))
    .map((life) => life.findLast(({ step }) => step !== '')?.step)
  return {
    ...counts(rows),
    shown: { people: did(rows).people, times: rows.filter((r) => r.what === 'rendered').length },
    steps: steps.map((step) => {
      const own = rows.filter((row) => row.step === step)
      const stopped = lasts.filter((last) => last === step).length
      return { id: step, reached: did(own).people, stopped, ...counts(own) }
    }),
    closed: did(rows.filter(({ what, by }) => what === 'dismissed' && by === 'close')),
  }
}

it('the numbers of any history are those that one counts by hand', async () => {
  await using d = await openDashboard()
  const merged = { t: 'merged', into: `${env}/u/ann`, at: t0 } as const
  await insertRows(d.store, { transitions: [transitionRow(`${env}/a/v1`, 1, merged)] })
  let nth = 0
  const holds = async (history: readonly Told[]): Promise<void> => {
    const guide = `g${++nth}`
    const events = history.flatMap(({ who, what, sent, step, by, decision, version }, at) =>
      Array.from({ length: sent }, () =>
        factRow({
          ...{ message_id: `${guide}-${at}`, event: `$guide_${what}`, person: `${env}/${who}` },
          ...{ time_ms: t0 + at, src: at },
          properties: { guide, step, by, decision, version },
        }),
      ),
    )
    await insertRows(d.store, { events })
    const range = { env, from: t0, to: t0 + history.length }
    for (const version of [undefined, 1]) {
      const found = await readGuideNumbers(d.store, book(guide), { ...range, version })
      const asked = history.map((one) =>
        version === undefined || one.version === version ? one : { ...one, what: 'armed' },
      )
      const { closed, ...rest } = byHand(asked)
      expect(found).toMatchObject(rest)
      const way = found.ways.find(({ deed, by }) => deed === 'dismissed' && by === 'close')
      expect({ people: way?.people ?? 0, times: way?.times ?? 0 }).toEqual(closed)
    }
  }
  await fc.assert(fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 40 }), holds), {
    numRuns: 12,
  })
})
