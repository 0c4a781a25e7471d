import type { Transition } from '@waymark/schemas'
import { ownEvents } from '@waymark/schemas/wire/event'
import { expect, test } from 'vitest'
import { sayDuration, saySpan } from './duration.ts'
import { fromId, namesAmong, senderName } from './names.ts'
import { sayCount, sayShare } from './number.ts'
import { sayEvent } from './say-event.ts'
import { sayFound, whyNot } from './say-gate.ts'
import { sayTransition } from './say-transition.ts'
import { nameOf, sayPerson, subjectHref } from './subject.ts'
import { clockTime, dayKey, dayName, exactTime, isoTime, relativeTime, shortDay } from './time.ts'

const now = Date.UTC(2026, 10, 21, 12)
const name = (kind: string, id: string): string => `${kind}:${id}`

test('a flow was Flow/onboard among the alerts and flow/onboard in what was sent', () => {
  const unnamed = (): undefined => undefined
  expect(senderName('flow/onboard', unnamed)).toBe('flow/onboard')
  expect(senderName('flow/onboard/hello', unnamed)).toBe('flow/onboard/hello')
  const called = (flow: string): string => `The ${flow}`
  expect(senderName('flow/onboard', called)).toBe('The onboard')
  expect(senderName('flow/onboard/hello', called)).toBe('The onboard: hello')
  expect(senderName('install-the-code', unnamed)).toBe('Install the code')
})

test('ids that are no words became odd names: K feed, E k banner', () => {
  const written = ['k-feed', 'e-k-banner', 'kFeed', 'x7f3-tour', 'nps/2', '']
  expect(written.map(fromId)).toEqual(written)
  expect(
    ['code-installed', 'step_2', 'invite-a-friend', 'über-uns', '欢迎-页面'].map(fromId),
  ).toEqual(['Code installed', 'Step 2', 'Invite a friend', 'Über uns', '欢迎 页面'])
})

test('how long ago something was is said in the unit that fits', () => {
  const said = (ms: number): string => relativeTime(now - ms, now)
  expect([0, 8000, 120_000, 3 * 3_600_000, 4 * 86_400_000].map(said)).toEqual([
    'just now',
    '8 s ago',
    '2 min ago',
    '3 h ago',
    '4 d ago',
  ])
  expect(relativeTime(now + 300_000, now)).toBe('in 5 min')
  expect(said(200 * 86_400_000)).toMatch(/^\d+ \w+$/)
})

test('what was before yesterday was called a day ago, as if it had been after it', () => {
  const early = new Date(2026, 10, 21, 0, 50).getTime()
  const said = (hours: number): string => relativeTime(early - hours * 3_600_000, early)
  expect([23, 24.5, 27, 35, 49].map(said)).toEqual([
    'yesterday',
    'yesterday',
    '2 d ago',
    '2 d ago',
    '2 d ago',
  ])
})

test('a gate that is a rule read as “found does not hold”', () => {
  const rule = {
    gate: 'audience',
    is: false,
    wants: 'is in “Trials”',
    found: 'does not hold',
  } as const
  expect(whyNot([rule], name)).toBe('audience does not hold: is in “Trials”')
  const drawn = {
    gate: 'holdout',
    is: false,
    wants: 'not held out',
    found: 'drawn 0.31 of 0.5',
  } as const
  expect(whyNot([drawn], name)).toBe('they are held out, so that what it does can be measured')
  const cap = { gate: 'caps', is: false, wants: 'once a day', found: 'as often as that' } as const
  expect(whyNot([cap], name)).toBe('the cap was used up: once a day (as often as that)')
})

test('who came first was told by an id, in a sentence that nobody understood', () => {
  const wants = 'nothing of higher priority in the same place'
  const first = { gate: 'priority', is: false, wants, found: 'news comes first' } as const
  expect(whyNot([first], name)).toBe('“engagement:news” comes first, in the same place')
  const step = { ...first, found: 'flow/onboard/hello comes first' }
  expect(whyNot([step], name)).toBe('hello in the flow flow:onboard comes first, in the same place')
  expect(sayFound({ ...first, is: true, found: 'nothing is' }, name)).toBe(
    'nothing else comes first',
  )
  const taken = { gate: 'slot', is: false, wants, found: 'tour is' } as const
  expect(whyNot([taken], name)).toBe(
    '“engagement:tour” is on screen, and only one at a time takes the whole attention',
  )
  expect(sayFound({ ...taken, is: true, found: 'none is' }, name)).toBe(
    'nothing else is in the way',
  )
})

test('a message is called by its engagement, whichever of its list it is; a PQL without a name by its id, as alerts do', () => {
  const called = namesAmong([
    { kind: 'engagement', id: 'remind', name: 'Reminder' },
    { kind: 'flow', id: 'onboard', name: 'First week' },
    { kind: 'pql', id: 'trial-pql' },
  ])
  expect(called('engagement', 'remind.b.1')).toBe('Reminder')
  expect(called('engagement', 'flow/onboard/hello')).toBe('First week: hello')
  expect(called('pql', 'trial-pql')).toBe('trial-pql')
  expect(called('milestone', 'code-installed')).toBe('Code installed')
})

test('what was nearly an hour ago was 60 min ago', () => {
  expect(relativeTime(now - 3_599_000, now)).toBe('59 min ago')
})

test('an instant that no calendar has is a dash', () => {
  for (const at of [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, Number.NaN]) {
    const told = [clockTime(at), dayKey(at), exactTime(at)]
    const toldFromNow = [shortDay(at, now), dayName(at, now), relativeTime(at, now)]
    expect([...told, ...toldFromNow]).toEqual(Array(6).fill('–'))
    expect(isoTime(at)).toBeUndefined()
  }
  const snoozed = { t: 'worked', pql: 'p', at: now, by: 'u', do: 'snooze', until: 2 ** 53 } as const
  expect(sayTransition(snoozed, name).text).toMatch(/snoozed this lead until –/)
})

test('a time that an author set is said in the words of a sentence', () => {
  const [day, hour] = [86_400_000, 3_600_000]
  expect([7 * day, day, 12 * hour, 36 * hour, 90_000].map(saySpan)).toEqual([
    '7 days',
    '1 day',
    '12 hours',
    '36 hours',
    '90 seconds',
  ])
})

test('a duration has at most two units', () => {
  expect(
    [240, 52_000, 240_000, 2 * 86_400_000 + 4 * 3_600_000, 40 * 86_400_000].map(sayDuration),
  ).toEqual(['240 ms', '52 s', '4 min', '2 d 4 h', '40 d'])
})

test('a share of nothing is not a number', () => {
  expect([sayShare(214, 2184), sayShare(1551, 2184), sayShare(0, 5), sayShare(1, 0)]).toEqual([
    '9.8%',
    '71%',
    '0%',
    '–',
  ])
  expect([sayCount(1, 'person', 'people'), sayCount(2184, 'person', 'people')]).toEqual([
    '1 person',
    '2,184 people',
  ])
})

test('an id may hold slashes, and comes back whole from an address', () => {
  expect(nameOf('production/u/team/ana')).toEqual({ env: 'production', kind: 'u', id: 'team/ana' })
  expect(subjectHref('production/g/a/b')).toBe('/accounts/production%2Fg%2Fa%2Fb')
  expect(sayPerson('production/a/0192f3c4-7a1b-7c3d-9e5f-0a1b2c3d4e5f')).toBe(
    'Visitor 0192f3c4…e5f',
  )
})

test('an event is told by what was done', () => {
  expect(sayEvent({ type: 'page', event: '', properties: { path: '/pricing' } })).toBe(
    'Viewed /pricing',
  )
  expect(sayEvent({ type: 'track', event: 'Product Created', properties: {} })).toBe(
    'Product Created',
  )
})

test('events of Waymark itself were told by their raw names', () => {
  const said = (event: string, properties = {}): string =>
    sayEvent({ type: 'track', event, properties })
  expect(Object.values(ownEvents).filter((event) => said(event).includes('$'))).toEqual([])
  expect(said('$guide_seen', { guide: 'create-a-product' })).toBe('“Create a product” was seen')
  expect(said('$guide_seen')).toBe('A guide was seen')
  expect(said('$click', { role: 'button', text: 'Save' })).toBe('Clicked “Save”')
  expect(said('$click', { role: 'button', wm: 'save' })).toBe('Clicked “save”')
  expect(said('$click')).toBe('Clicked something')
  expect(said('$of_tomorrow')).toBe('$of_tomorrow')
})

test('a message that was not shown says which gate said no', () => {
  const suppressed: Transition = {
    t: 'suppressed',
    engagement: 'remind',
    guide: 'install',
    at: now,
    why: [
      { gate: 'audience', is: true, wants: 'trial', found: 'trial' },
      { gate: 'caps', is: false, wants: 'at most 1 in 7 d', found: '1' },
    ],
  }
  expect(sayTransition(suppressed, name)).toMatchObject({
    text: '“guide:install” was not shown',
    detail: 'because the cap was used up: at most 1 in 7 d (1)',
  })
})

test('a change of a kind that is not known yet is told by its name', () => {
  expect(sayTransition({ t: 'score_changed', at: now } as unknown as Transition, name).text).toBe(
    'Score changed',
  )
})

test('a snooze that ends as it begins is told as what it is', () => {
  const worked = (until: number): string =>
    sayTransition({ t: 'worked', pql: 'p', at: now, by: 'usr_1', do: 'snooze', until }, name).text
  expect(worked(now)).toBe('user:usr_1 took this lead out of snooze')
  expect(worked(now + 86_400_000)).toMatch(/^user:usr_1 snoozed this lead until 22 Nov, /)
})

test('what becomes of somebody in a flow is said, with what led there', () => {
  const base = { t: 'flow', flow: 'f', step: 'nudge', at: now, says: 'the wait is over' } as const
  const said = (['entered', 'moved', 'won', 'left', 'ended'] as const).map((what) =>
    sayTransition({ ...base, what }, name),
  )
  expect(said.map(({ text }) => text)).toEqual([
    'Entered the flow flow:f',
    'Went on to nudge in the flow flow:f',
    'Met the goal of the flow flow:f',
    'Left the flow flow:f',
    'Came to the end of the flow flow:f',
  ])
  expect(new Set(said.map(({ detail }) => detail))).toEqual(new Set(['the wait is over']))
})

test('what was withdrawn from somebody who became known was told with an empty name', () => {
  const withdrawn = { t: 'withdrawn', decision: 'd', engagement: 'hello', guide: '' } as const
  expect(sayTransition({ ...withdrawn, at: now, why: [] }, name)).toMatchObject({
    text: 'What “engagement:hello” shows was withdrawn',
    detail: '',
  })
})

test('whom a flow drew, and what it showed, was told with flow/onboard in place of its name', () => {
  const drawn = { t: 'exposed', draw: { project: 0, holdout: 0 }, at: now } as const
  const said = (engagement: string, arm: 'treated' | 'held_out'): string =>
    sayTransition({ ...drawn, engagement, arm }, name).text
  expect(said('flow/onboard', 'treated')).toBe('Counts towards the flow flow:onboard')
  expect(said('flow/onboard', 'held_out')).toBe('Is held out of the flow flow:onboard')
  expect(said('nudge', 'treated')).toBe('Counts towards engagement:nudge')
  const withdrawn = { t: 'withdrawn', decision: 'd', guide: '', at: now, why: [] } as const
  expect(sayTransition({ ...withdrawn, engagement: 'flow/onboard/hello' }, name).text).toBe(
    'What hello in the flow flow:onboard shows was withdrawn',
  )
})
