import type { Transition } from '@waymark/schemas'
import { describe, expect, it } from 'vitest'
import { type LeadChange, leadsOf, precisionOf, viewsOf } from './leads-of.ts'

const subject = 'production/g/acme'
const words = {
  nameOf: () => ({ id: 'acme', name: 'Acme' }),
  pqlName: () => 'Ready for sales',
  userName: (id: string) => ({ u1: 'Sam', u2: 'Kim' })[id] ?? id,
}

const turn = (at: number, is: boolean, nth: number): Transition => ({
  t: 'pql',
  id: 'p',
  is,
  at,
  turn: nth,
  reasons: [],
})

const worked = (at: number, by: string, rest: object): Transition =>
  ({ t: 'worked', pql: 'p', at, by, ...rest }) as Transition

const leads = (transitions: readonly Transition[]) =>
  leadsOf(
    transitions.map(
      (transition, i): LeadChange => ({ subject, version: i, idx: 0, at: i, transition }),
    ),
    words,
  )

const view = (transitions: readonly Transition[], now = 100) => {
  const [lead] = leads(transitions)
  return lead && viewsOf(lead, { now, me: 'u1' })
}

describe('a lead', () => {
  it('is open, then mine once I claim it, and open again once I give it back', () => {
    const begun = [turn(1, true, 1)]
    expect(view(begun)).toEqual(['open'])
    const claimed = [...begun, worked(2, 'u1', { do: 'claim' })]
    expect(view(claimed)).toEqual(['open', 'mine'])
    expect(leads(claimed)[0]).toMatchObject({ owner: 'Sam', claimedAt: 2 })
    const released = [...claimed, worked(3, 'u1', { do: 'release' })]
    expect(view(released)).toEqual(['open'])
    expect(leads(released)[0]).not.toHaveProperty('owner')
  })

  it('sleeps until its instant when it is snoozed', () => {
    const snoozed = [turn(1, true, 1), worked(2, 'u1', { do: 'snooze', until: 50 })]
    expect(view(snoozed, 49)).toEqual(['snoozed'])
    expect(view(snoozed, 50)).toEqual(['open'])
    expect(leads(snoozed)[0]?.history.at(-1)?.says).toBe('Sam snoozed it.')
  })

  it('is back at once when its snooze is taken back', () => {
    const woken = [
      turn(1, true, 1),
      worked(2, 'u1', { do: 'snooze', until: 50 }),
      worked(4, 'u1', { do: 'snooze', until: 4 }),
    ]
    expect(view(woken, 10)).toEqual(['open'])
    expect(leads(woken)[0]).not.toHaveProperty('snoozedUntil')
    expect(leads(woken)[0]?.history.at(-1)?.says).toBe('Sam took it out of snooze.')
  })

  it('is done with an outcome, or when it no longer qualifies', () => {
    expect(view([turn(1, true, 1), worked(2, 'u2', { do: 'outcome', outcome: 'lost' })])).toEqual([
      'done',
    ])
    expect(view([turn(1, true, 1), turn(2, false, 1)])).toEqual(['done'])
  })

  it('that turns again begins anew, keeps its history, and is nobody’s, as the fold has it', () => {
    const again = [
      turn(1, true, 1),
      worked(2, 'u2', { do: 'claim' }),
      turn(3, false, 1),
      turn(4, true, 2),
    ]
    expect(leads(again)).toMatchObject([{ turn: 2, since: 4, is: true }])
    expect(leads(again)[0]).not.toHaveProperty('owner')
    expect(leads(again)[0]?.history).toHaveLength(4)
    const closed = [
      turn(1, true, 1),
      worked(2, 'u2', { do: 'outcome', outcome: 'lost' }),
      turn(3, true, 2),
    ]
    expect(leads(closed)[0]).not.toHaveProperty('outcome')
    expect(view(closed)).toEqual(['open'])
  })

  it('that is opened again has no outcome, stays whose it was, and keeps its history; precision counts the newest outcome', () => {
    const closed = [
      turn(1, true, 1),
      worked(2, 'u1', { do: 'claim' }),
      worked(3, 'u1', { do: 'outcome', outcome: 'bad_lead', note: 'a student' }),
    ]
    const open = [...closed, worked(4, 'u1', { do: 'reopen' })]
    const [lead] = leads(open)
    expect(lead).toMatchObject({ owner: 'Sam', turn: 1 })
    for (const gone of ['outcome', 'outcomeNote', 'outcomeAt', 'closedById'])
      expect(lead).not.toHaveProperty(gone)
    expect(lead?.history.map(({ says }) => says).slice(-2)).toEqual([
      'Sam closed it: a bad lead.',
      'Sam opened it again.',
    ])
    expect(view(open)).toEqual(['open', 'mine'])
    expect(precisionOf(leads(open))).toEqual([{ pql: 'p', turned: 1, won: 0, closed: 0 }])
    const again = [...open, worked(5, 'u2', { do: 'outcome', outcome: 'won' })]
    expect(precisionOf(leads(again))).toEqual([{ pql: 'p', turned: 1, won: 1, closed: 1 }])
  })

  it('that nobody turned is none, whatever else is said of it', () => {
    expect(leads([worked(1, 'u1', { do: 'claim' })])).toEqual([])
  })
})

describe('the lead of a person who was a visitor, too,', () => {
  const person = 'production/u/ada'
  const of = (told: readonly (readonly [visitor: string | undefined, Transition])[]) =>
    leadsOf(
      told.map(([visitor, transition], i): LeadChange => {
        const who = visitor === undefined ? {} : { visitor }
        return { subject: person, ...who, version: i, idx: 0, at: i, transition }
      }),
      words,
    )
  const viewsIn = (told: Parameters<typeof of>[0]) =>
    of(told).map((lead) => viewsOf(lead, { now: 100, me: 'u1' }))
  const closed = [
    [undefined, turn(1, true, 1)],
    [undefined, worked(2, 'u2', { do: 'outcome', outcome: 'won' })],
  ] as const
  const inOtherBrowser = 'production/a/b1'

  it('was open again after the merge, though it had an outcome', () => {
    const told = [...closed, [inOtherBrowser, turn(3, true, 1)]] as const
    expect(viewsIn(told)).toEqual([['done']])
    expect(of(told)).toMatchObject([{ subject: person, outcome: 'won', since: 1 }])
    expect(of(told)[0]?.history.map(({ at }) => at)).toEqual([1, 2, 3])
  })

  it('was done with after the merge, because the visitor had ceased to be one', () => {
    const told = [
      [undefined, turn(1, true, 1)],
      [inOtherBrowser, turn(2, true, 1)],
      [inOtherBrowser, turn(3, false, 1)],
    ] as const
    expect(viewsIn(told)).toEqual([['open']])
  })

  it('is open where their turn had ended and that of the visitor goes on as their next', () => {
    const told = [
      ...closed,
      [undefined, turn(3, false, 1)],
      [inOtherBrowser, turn(4, true, 1)],
      [undefined, turn(5, true, 2)],
    ] as const
    expect(viewsIn(told)).toEqual([['open']])
    expect(of(told)[0]).not.toHaveProperty('outcome')
  })

  it('is that of the visitor, where the person has told of none', () => {
    expect(viewsIn([[inOtherBrowser, turn(1, true, 1)]])).toEqual([['open']])
  })
})
