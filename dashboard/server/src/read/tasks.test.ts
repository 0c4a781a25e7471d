import type { FlowMove, Transition } from '@waymark/schemas'
import type { FlowList, TaskItem, TaskList } from '@waymark/schemas/api/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acme, ada, minute, subjects, t0, transitions, visitor } from '../support/company.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { insertRows, transitionRow } from '../support/rows.ts'
import { workCommand } from '../support/work-command.ts'

let d: OpenDashboard

const day = 86_400_000
const hook = { kind: 'endpoint', id: 'success', type: 'webhook', url: 'https://crm.example/hook' }
const flow = {
  kind: 'flow',
  id: 'decline',
  name: 'Decline',
  level: 'account',
  enter: { did: { event: 'Export Failed' } },
  goal: { did: { event: 'Export Done' } },
  steps: [{ id: 'call', send: { task: { title: 'Call {{account.name}}', to: 'success' } } }],
}
const sent = (send: string, at: number, more: object = {}): Transition => ({
  t: 'send',
  send,
  engagement: 'flow/decline/call',
  definition: 'flow/decline',
  channel: 'task',
  what: 'success',
  version: 1,
  to: { person: acme, account: 'acme', name: 'Acme', accountName: 'Acme' },
  traits: {},
  task: { title: 'Call Acme', due: at + 30 * day, owner: 'Kim' },
  at,
  why: [{ gate: 'audience', is: true, wants: 'stands at the step', found: 'holds' }],
  ...more,
})
const moved = (subject: string, version: number, what: FlowMove) =>
  transitionRow(subject, version, {
    t: 'flow',
    flow: 'decline',
    what,
    step: 'call',
    at: t0 + version,
    says: '',
  })
const drawn = (subject: string, arm: 'treated' | 'held_out') =>
  transitionRow(subject, 99, {
    t: 'exposed',
    engagement: 'flow/decline',
    arm,
    draw: { project: 0, holdout: 0.1 },
    at: t0,
  })
const named = <T extends { definition: string; kind: string }>(row: T, definition: string): T => ({
  ...row,
  definition,
})

beforeAll(async () => {
  d = await openDashboard()
  await d.send('POST', '/api/definitions/apply', { body: { documents: [hook, flow] } })
  const ofVisitor = {
    to: { person: visitor, account: 'acme' },
    task: { title: 'Write to them' },
    definition: 'gone',
  }
  await insertRows(d.store, {
    subjects,
    transitions: [
      ...transitions,
      transitionRow(acme, 30, sent('one', t0)),
      transitionRow(visitor, 31, sent('two', t0 + minute, ofVisitor)),
      transitionRow(acme, 32, sent('mail', t0, { channel: 'email' })),
      ...['a', 'b', 'c'].flatMap((id) => [
        named(moved(`production/g/${id}`, 1, 'entered'), 'decline'),
        named(drawn(`production/g/${id}`, id === 'c' ? 'held_out' : 'treated'), 'flow/decline'),
      ]),
      named(moved('production/g/a', 2, 'won'), 'decline'),
    ],
  })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const list = async (view = 'open'): Promise<TaskList> =>
  (await d.send<TaskList>('GET', `/api/tasks?view=${view}`)).body

const names = (tasks: readonly TaskItem[]) => tasks.map(({ task }) => task)

let version = 40
/** What the fold says after a command. */
const folded = async (deed: object, by = d.made.owner): Promise<void> => {
  version++
  const task = { t: 'task', task: 'one', at: d.now(), by, ...deed } as Transition
  await insertRows(d.store, { transitions: [transitionRow(acme, version, task)] })
}

/** The command that a request about the first task appends to the log. */
const command = async (body: object): Promise<unknown> =>
  (await workCommand(d, '/api/tasks', { subject: acme, task: 'one', ...body })).header

describe('tasks', () => {
  it('are listed with whom they are about, why, whose they are and until when; what is due comes first', async () => {
    const { tasks, counts } = await list()
    expect(tasks).toMatchObject([
      {
        task: 'one',
        subject: acme,
        title: 'Call Acme',
        due: t0 + 30 * day,
        routedTo: 'Kim',
        from: { kind: 'flow', id: 'decline', name: 'Decline', why: 'has done “Export Failed”' },
      },
      {
        task: 'two',
        subject: ada,
        name: 'Ada Lovelace',
        account: { id: 'acme' },
        from: { kind: 'engagement', id: 'gone', why: 'stands at the step' },
      },
    ])
    expect(tasks[0]).not.toHaveProperty('account')
    expect(counts).toEqual({ open: 2, mine: 0, snoozed: 0, done: 0 })
  })

  it('are claimed, put off, closed with an outcome and opened again; the log hears of each', async () => {
    expect(await command({ do: 'claim' })).toMatchObject({
      kind: 'command',
      command: { do: 'task', task: 'one', deed: 'claim' },
    })
    const me = ((await command({ do: 'claim' })) as { by: string }).by
    await folded({ deed: 'claim' }, me)
    expect(names((await list('mine')).tasks)).toEqual(['one'])

    const until = d.now() + day
    expect(await command({ do: 'snooze', until })).toMatchObject({
      command: { deed: 'snooze', until },
    })
    await folded({ deed: 'snooze', until }, me)
    expect(names((await list()).tasks)).toEqual(['two'])
    expect((await list('snoozed')).tasks).toMatchObject([{ task: 'one', snoozedUntil: until }])
    d.wait(day + 1)
    expect(names((await list()).tasks)).toContain('one')

    const done = { outcome: 'solved', note: 'They were on holiday.' }
    expect(await command({ do: 'done', ...done })).toMatchObject({
      command: { deed: 'done', ...done },
    })
    await folded({ deed: 'done', ...done }, me)
    const [closed] = (await list('done')).tasks
    expect(closed).toMatchObject({ outcome: 'solved', outcomeNote: 'They were on holiday.' })
    expect(closed?.history.at(-1)?.says).toMatch(/closed it: it helped\.$/)
    expect((await d.send<FlowList>('GET', '/api/flows')).body.flows[0]?.tasks).toEqual({
      made: 1,
      done: 1,
      solved: 1,
    })

    await folded({ deed: 'reopen' }, me)
    expect((await list('mine')).tasks).toMatchObject([{ task: 'one' }])
    expect((await list()).tasks[0]).not.toHaveProperty('outcome')
  })

  it.each([
    [{ do: 'snooze' }, 'body.until', 'invalid_body'],
    [{ do: 'snooze', until: 1 }, 'body.until', 'invalid_body'],
    [{ do: 'done' }, 'body.outcome', 'invalid_body'],
    [{ do: 'claim', task: 'nothing' }, 'body.task', 'not_found'],
    [{ do: 'claim', task: 'two' }, 'body.task', 'not_found'],
  ])('%j is refused at %s', async (body, at, code) => {
    const answer = await d.send<{ error: { code: string; at: string } }>('POST', '/api/tasks', {
      body: { subject: acme, task: 'one', ...body },
    })
    expect(answer.body.error).toMatchObject({ code, at })
  })
})

it('an SDR gave back a task that another had claimed; who leads them still may', async () => {
  const by = d.made.owner
  const claim = { t: 'task', task: 'two', at: d.now(), by, deed: 'claim' } as const
  await insertRows(d.store, { transitions: [transitionRow(visitor, 90, claim)] })
  const release = async (token?: string) =>
    await d.send<{ error?: { code: string } }>('POST', '/api/tasks', {
      body: { subject: ada, task: 'two', do: 'release' },
      ...(token ? { token } : {}),
    })
  expect(await release(await d.tokenOf('sdr'))).toMatchObject({
    status: 403,
    body: { error: { code: 'role_not_allowed' } },
  })
  expect((await release(await d.tokenOf('publisher'))).status).toBe(202)
})

it('a flow says how many met its goal, beside those whom its holdout left out', async () => {
  const { flows } = (await d.send<FlowList>('GET', '/api/flows')).body
  expect(flows).toMatchObject([
    {
      id: 'decline',
      level: 'account',
      hasGoal: true,
      treated: { entered: 2, won: 1, within: 1, left: 0, ended: 0 },
      heldOut: { entered: 1, won: 0, within: 1 },
    },
  ])
})
