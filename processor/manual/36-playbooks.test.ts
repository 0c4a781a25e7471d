import { expect, test } from 'vitest'
import { forEverybody, playbook } from './support/playbook.ts'
import { type Entry, liveThrough } from './support/story.ts'
import { somebody } from './support/trial.ts'
import { createWorld, day, hour } from './support/world.ts'

/*
 * Playbooks are definitions like all others, ready to be applied: `examples/playbooks`. Each is lived here twice, once where its
 * sign appears and once where it does not.
 */

const customers = {
  kind: 'lifecycle',
  id: 'accounts',
  level: 'account',
  states: { customer: { when: { trait: { name: 'plan', in: ['starter', 'team'] } } } },
}

const ann = somebody('ann', 'acme')
const bob = somebody('bob', 'acme')

const arrive = [
  ann.signsUp(1, '08:00', { name: 'Ann', role: 'admin' }),
  ann.says(1, '08:01', { name: 'Acme', plan: 'starter', account_owner: 'Kim' }),
  bob.signsUp(1, '08:02', { name: 'Bob' }),
]

/** So many exports on each working day of a span. */
const exporting = (from: number, to: number, times: readonly Entry['time'][]): readonly Entry[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)
    .filter((on) => on % 7 !== 6 && on % 7 !== 0)
    .flatMap((on) => times.map((time) => ann.does(on, time, 'Report Exported')))

const busy = ['09:00', '10:00', '11:00', '12:00', '15:00'] as const
const eager = [...busy, '16:00', '16:30', '17:00'] as const
const once = ['09:00'] as const

const decline = [customers, ...forEverybody(playbook('decline', 'rise'))]

test('Decline: an account does less than before, its people are written to, and a week later a human has it for 30 days', () => {
  const diary = [...arrive, ...exporting(1, 26, busy)]
  const { told, happenings } = liveThrough(decline, diary, { untilDay: 90 })
  expect(told('acme', 'flow decline')).toEqual([
    'day 33 00:00  flow decline: entered at help',
    'day 40 00:00  flow decline: went on to call',
    'day 40 00:00  flow decline: went on to engagement',
    'day 70 00:00  flow decline: ended after engagement',
  ])
  expect(told('ann', 'message decline-help')).toEqual([
    'day 33 00:00  message decline-help: email here-is-help is sent',
  ])
  expect(told('bob', 'message decline-help')).toEqual([])
  const sent = happenings.flatMap(({ transition: t }) => (t.t === 'send' && t.task ? [t] : []))
  expect(sent.map(({ task, at }) => [task?.title, task?.owner, (task?.due ?? 0) - at])).toEqual([
    ['Turn Acme round', 'Kim', 30 * day],
  ])
})

test('Decline: back at work within the week, nobody is called, and the playbook has won', () => {
  const diary = [...arrive, ...exporting(1, 26, busy), ...exporting(33, 44, eager)]
  const { told } = liveThrough(decline, diary, { untilDay: 60 })
  const [, won = ''] = told('acme', 'flow decline')
  expect(told('acme', 'flow decline')).toEqual([
    'day 33 00:00  flow decline: entered at help',
    expect.stringMatching(/^day 3\d \d\d:\d\d {2}flow decline: goal met at help$/),
  ])
  expect(Number(/^day (\d+)/.exec(won)?.[1])).toBeLessThan(40)
  expect(told('acme', 'message flow/decline')).toEqual([])
})

test('Decline: an account that does as much as ever, and one that pays nothing, are left alone', () => {
  const steady = liveThrough(decline, [...arrive, ...exporting(1, 88, busy)], { untilDay: 88 })
  expect(steady.told('acme', 'flow')).toEqual([])
  const trial = [ann.signsUp(1, '08:00', { name: 'Ann' }), ...exporting(1, 26, busy)]
  expect(liveThrough(decline, trial, { untilDay: 90 }).told('acme', 'flow')).toEqual([])
})

test('A large rise makes a task, to learn why; doing a little more, or having just begun, does not', () => {
  const rising = [...arrive, ...exporting(1, 28, once), ...exporting(29, 40, busy)]
  const { happenings } = liveThrough(decline, rising, { untilDay: 50 })
  const made = happenings.flatMap(({ transition: t }) => (t.t === 'send' && t.task ? [t.task] : []))
  expect(made.map(({ title }) => title)).toEqual(['Learn why Acme does so much more'])
  const twice = ['09:00', '10:00'] as const
  const little = [...arrive, ...exporting(1, 28, once), ...exporting(29, 40, twice)]
  expect(liveThrough(decline, little, { untilDay: 42 }).told('acme', 'flow')).toEqual([])
})

test('Limit reached: all of the account see the next plan, who may decide gets an e-mail; below it nobody does', () => {
  const documents = [customers, ...forEverybody(playbook('limit-reached'))]
  const hundred = (n: number): readonly Entry[] =>
    Array.from({ length: n }, (_, i) => {
      const minutes = `${String(9 + Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`
      return (i % 2 ? ann : bob).does(3, minutes as Entry['time'], 'Report Exported')
    })
  const { told } = liveThrough(documents, [...arrive, ...hundred(100)], { untilDay: 4 })
  expect(told('ann', 'message').map((line) => line.slice('day 3 10:39  '.length))).toEqual([
    'message limit-reached-mail: email next-plan is sent',
    'message limit-reached: guide next-plan is offered',
  ])
  expect(told('bob', 'message')).toEqual([
    'day 3 10:39  message limit-reached: guide next-plan is offered',
  ])
  const upgraded = ann.says(4, '09:00', { plan: 'team' })
  const after = liveThrough(documents, [...arrive, ...hundred(100), upgraded], { untilDay: 4 })
  expect(after.told('bob', 'message').at(-1)).toBe('day 4 09:00  message limit-reached: withdrawn')
  const below = liveThrough(documents, [...arrive, ...hundred(99)], { untilDay: 4 })
  expect([...below.told('ann', 'message'), ...below.told('bob', 'message')]).toEqual([])
})

const survey = { engagement: 'ask-nps', guide: 'nps' }
const answering = (on: number, score: number): readonly Entry[] => [
  ann.reports(on, '12:00', { event: '$guide_rendered', ...survey }),
  ann.reports(on, '12:01', { event: '$guide_answered', ...survey, answers: { score } }),
  ann.reports(on, '12:02', { event: '$guide_completed', ...survey }),
]

test('Listening: a detractor gets a human within two days, a promoter is asked to tell others, and nobody is asked twice in 90 days', () => {
  const documents = forEverybody(playbook('listening'))
  const exports = ['09:00', '10:00', '11:00'] as const
  const start = [...arrive, ...exports.map((time) => ann.does(2, time, 'Report Exported'))]
  const unhappy = liveThrough(documents, [...start, ...answering(2, 3)], { untilDay: 10 })
  const [task] = unhappy.happenings.flatMap(({ transition: t }) => (t.t === 'send' ? [t] : []))
  expect(task).toMatchObject({
    channel: 'task',
    task: { title: 'Call Ann, who would not recommend us' },
    to: { userId: 'ann', account: 'acme' },
  })
  expect(['Kim', 'Sam']).toContain(task?.task?.owner)
  expect((task?.task?.due ?? 0) - (task?.at ?? 0)).toBe(2 * day)
  expect(unhappy.told('ann', 'message promoter')).toEqual([])

  const happy = liveThrough(documents, [...start, ...answering(2, 10)], { untilDay: 10 })
  expect(happy.told('ann', 'message promoter').at(-1)).toContain('tell-others is offered')
  expect(happy.told('ann', 'flow detractor')).toEqual([])

  const again = exports.map((time) => ann.does(80, time, 'Report Exported'))
  const later = exports.map((time) => ann.does(95, time, 'Report Exported'))
  const { told } = liveThrough(documents, [...start, ...answering(2, 8), ...again, ...later], {
    untilDay: 96,
  })
  expect(told('ann', 'message ask-nps: guide nps is offered')).toEqual([
    'day 2 11:00  message ask-nps: guide nps is offered',
    'day 92 12:00  message ask-nps: guide nps is offered',
  ])
})

test('Missed outcome: on day 11 of the trial its people are written to, on day 15 a human has it; who has reached it is left alone', () => {
  const documents = forEverybody(playbook('missed-outcome'))
  const { told } = liveThrough(documents, arrive, { untilDay: 40 })
  expect(told('acme', 'flow')).toEqual([
    'day 11 08:00  flow missed-outcome: entered at remind',
    'day 15 08:00  flow missed-outcome: went on to help',
    'day 15 08:00  flow missed-outcome: went on to engagement',
    'day 22 08:00  flow missed-outcome: ended after engagement',
  ])
  expect(told('acme', 'message')).toHaveLength(1)
  for (const one of ['ann', 'bob'])
    expect(told(one, 'message')).toEqual([
      'day 11 08:00  message missed-outcome-mail: email one-line-to-go is sent',
    ])
  const reached = [...arrive, ann.does(8, '10:00', 'Data Received')]
  expect(liveThrough(documents, reached, { untilDay: 40 }).told('acme', 'flow')).toEqual([])
  const late = [...arrive, ann.does(13, '10:00', 'Data Received')]
  expect(liveThrough(documents, late, { untilDay: 40 }).told('acme', 'flow').at(-1)).toBe(
    'day 13 10:00  flow missed-outcome: goal met at remind',
  )
})

test('Success is measured against those who were held out: they enter, hear nothing, and are counted by the same goal', () => {
  const [milestone, flow, ...rest] = playbook('missed-outcome')
  const town = createWorld(milestone, { ...flow, holdout: 0.4 }, ...rest)
  const accounts = Array.from({ length: 24 }, (_, i) => `a${i}`)
  const of = (account: string, event: string) => ({
    userId: `u-${account}`,
    event,
    context: { groupId: account },
  })
  for (const account of accounts) town.send(of(account, 'Login'))
  town.pass(12 * day + hour)
  for (const account of accounts.slice(0, 12)) town.send(of(account, 'Data Received'))
  town.pass(20 * day)
  const held = new Set(
    town.all('exposed').flatMap(({ arm, subject }) => (arm === 'held_out' ? [subject] : [])),
  )
  expect(town.all('exposed')).toHaveLength(24)
  expect(held.size).toBeGreaterThan(3)
  const won = town.all('flow').filter(({ what }) => what === 'won')
  expect(won).toHaveLength(12)
  expect(won.some(({ subject }) => held.has(subject))).toBe(true)
  expect(town.all('send').filter(({ subject }) => held.has(subject))).toEqual([])
  const called = town.all('send').filter(({ channel }) => channel === 'task')
  const untouched = accounts.slice(12).filter((account) => !held.has(`test/g/${account}`))
  expect(called).toHaveLength(untouched.length)
})
