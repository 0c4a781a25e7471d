import { expect, test } from 'vitest'
import type { Fields } from '../../events/received-events.ts'
import { mapEvent } from './map-event.ts'

const sent = Date.parse('2026-03-01T09:30:05.000Z')

const posthogEvent = (change: Fields = {}): Fields => ({
  event: 'Report viewed',
  distinct_id: 'ada',
  uuid: 'u1',
  timestamp: '2026-03-01T09:30:00.000Z',
  properties: {},
  ...change,
})

const inBrowser = { $device_id: 'device-1', $is_identified: true, $lib: 'web' }

const map = (change: Fields): unknown => mapEvent(posthogEvent(change), sent)

const fault = (at: string, code: string) => expect.objectContaining({ at, code })

test('what was done keeps its name, its properties, its id and its time, without the key', () => {
  const properties = { rows: 3, token: 'wk_test', $lib: 'web', $lib_version: '1.2' }
  expect(map({ properties })).toEqual([
    {
      messageId: 'u1',
      userId: 'ada',
      timestamp: '2026-03-01T09:30:00.000Z',
      context: { library: { name: 'web', version: '1.2' } },
      type: 'track',
      event: 'Report viewed',
      properties: { rows: 3, $lib: 'web', $lib_version: '1.2' },
    },
  ])
})

test.each([
  ['a page says that its visitor is not signed in', { $is_identified: false }, 'anonymousId'],
  ['a page says that its visitor is signed in', inBrowser, 'userId'],
  ['an older page: the id is still the device’s', { $device_id: 'ada' }, 'anonymousId'],
  ['an older page: the id is another than the device’s', { $device_id: 'd' }, 'userId'],
  ['a server asks for no profile', { $process_person_profile: false }, 'anonymousId'],
  ['a server', {}, 'userId'],
])('%s', (_who, properties, name) => {
  expect(map({ properties })).toMatchObject([{ [name]: 'ada' }])
  const other = name === 'userId' ? 'anonymousId' : 'userId'
  expect(map({ properties })).not.toMatchObject([{ [other]: expect.anything() }])
})

test('$identify joins the visitor’s id with the user’s, and sets the traits', () => {
  const properties = { ...inBrowser, $anon_distinct_id: 'visitor-1' }
  const $set = { name: 'Ada' }
  expect(map({ event: '$identify', properties, $set, $set_once: { plan: 'trial' } })).toMatchObject(
    [{ type: 'identify', userId: 'ada', anonymousId: 'visitor-1', traits: $set }],
  )
})

test('the device of a user who signed out is not joined with the next one', () => {
  const [event] = map({ properties: inBrowser }) as readonly Fields[]
  expect(event?.anonymousId).toBeUndefined()
})

test('$set is an identify of whoever it is', () => {
  const properties = { $is_identified: false, $set: { plan: 'trial' } }
  expect(map({ event: '$set', properties, $set: { role: 'pm' } })).toMatchObject([
    { type: 'identify', anonymousId: 'ada', traits: { plan: 'trial', role: 'pm' } },
  ])
})

test('traits that come along with an event are a second event, with an id that stays the same', () => {
  const mapped = map({ properties: { $set: { plan: 'team' } } })
  expect(mapped).toMatchObject([
    { type: 'track', messageId: 'u1' },
    { type: 'identify', messageId: 'u1:set', userId: 'ada', traits: { plan: 'team' } },
  ])
  expect(map({ properties: { $set: { plan: 'team' } } })).toEqual(mapped)
})

test('$pageview is a page, with its address in the words of Segment', () => {
  const properties = {
    $current_url: 'https://acme.example/pricing?plan=team#faq',
    $pathname: '/pricing',
    $referrer: '$direct',
    title: 'Pricing',
  }
  const page = {
    url: 'https://acme.example/pricing?plan=team#faq',
    path: '/pricing',
    search: '?plan=team',
    title: 'Pricing',
    referrer: '',
  }
  expect(map({ event: '$pageview', properties })).toMatchObject([
    { type: 'page', properties: { ...properties, ...page }, context: { page } },
  ])
})

test('$screen is a screen', () => {
  expect(map({ event: '$screen', properties: { $screen_name: 'Home' } })).toMatchObject([
    { type: 'screen', name: 'Home' },
  ])
})

test('$groupidentify of the account’s type is a group', () => {
  const properties = { $group_type: 'company', $group_key: 7, $group_set: { employees: 45 } }
  expect(map({ event: '$groupidentify', properties })).toMatchObject([
    { type: 'group', userId: 'ada', groupId: '7', traits: { employees: 45 } },
  ])
})

test('a group that a server describes without a person makes no user', () => {
  const properties = { $group_type: 'company', $group_key: 'acme' }
  const [event] = map({
    event: '$groupidentify',
    distinct_id: '$company_acme',
    properties,
  }) as readonly Fields[]
  expect(event).toMatchObject({ type: 'group', anonymousId: '$company_acme', groupId: 'acme' })
  expect(event?.userId).toBeUndefined()
})

test.each([
  ['a type that is not the account’s', { $group_type: 'project', $group_key: 'p1' }],
  [
    'a lesser type beside the account’s',
    { $group_type: 'team', $group_key: 't1', $groups: { team: 't1', company: 'acme' } },
  ],
])('%s stays an event', (_what, properties) => {
  expect(map({ event: '$groupidentify', properties })).toMatchObject([
    { type: 'track', event: '$groupidentify', properties },
  ])
})

test('the account of an event is the first of its groups that can be one', () => {
  const properties = { $groups: { project: 'p1', team: 't1', company: 'acme' } }
  expect(map({ properties })).toMatchObject([{ context: { groupId: 'acme' } }])
  expect(map({ properties: { $groups: { project: 'p1' } } })).toMatchObject([{ context: {} }])
})

test.each(['posthog-python', 'posthog-dotnet'])(
  'the alias of %s is the id to come, as its previous id is sent as distinct_id',
  ($lib) => {
    const properties = { $lib, distinct_id: 'visitor-77', alias: 'user-77' }
    expect(map({ event: '$create_alias', distinct_id: 'visitor-77', properties })).toMatchObject([
      { type: 'alias', userId: 'user-77', previousId: 'visitor-77' },
    ])
  },
)

test('$create_alias of a known user names an id that was theirs, of a visitor the id to come', () => {
  const known = { alias: 'visitor-1', distinct_id: 'ada' }
  expect(map({ event: '$create_alias', properties: known })).toMatchObject([
    { type: 'alias', userId: 'ada', previousId: 'visitor-1' },
  ])
  const visitor = { alias: 'ada', distinct_id: 'visitor-1', $is_identified: false }
  expect(
    map({ event: '$create_alias', distinct_id: 'visitor-1', properties: visitor }),
  ).toMatchObject([{ type: 'alias', userId: 'ada', previousId: 'visitor-1' }])
})

test.each([
  [{ timestamp: 1_772_357_400_000 }, '2026-03-01T09:30:00.000Z'],
  [{ timestamp: undefined, offset: 2000 }, '2026-03-01T09:30:03.000Z'],
  [{ timestamp: undefined }, undefined],
  [{ timestamp: 'yesterday' }, 'yesterday'],
])('the time of %j is %j', (change, timestamp) => {
  expect(map(change)).toMatchObject([{ timestamp }])
})

test.each([
  ['no id', { distinct_id: null }, 'distinct_id', 'missing_id'],
  ['a placeholder', { distinct_id: 'undefined' }, 'distinct_id', 'invalid_id'],
  ['the number zero', { distinct_id: 0 }, 'distinct_id', 'invalid_id'],
  ['a cookieless visitor', { distinct_id: '$posthog_cookieless' }, 'distinct_id', 'missing_id'],
  ['a recording', { event: '$snapshot' }, 'event', 'invalid_event'],
])('%s is refused', (...[, change, at, code]) => {
  expect(map(change)).toEqual(fault(at, code))
})
