import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FlowList } from '@waymark/schemas/api/tasks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendEvents, serverKeyOf } from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

const stuckPlaybook = `
kind: flow
id: stuck
enter: { did: { event: Import Failed } }
steps:
  - { send: { task: { title: "Call {{person.id}}", to: success, owner: Kim } } }
---
kind: endpoint
id: success
type: webhook
url: https://crm.example/hook
`

let waymark: Waymark

beforeAll(async () => {
  waymark = await startWaymark()
})

afterAll(() => waymark[Symbol.asyncDispose]())

it('makes a task of what a flow sends, which is claimed and closed, and says how the flow does', async () => {
  const playbook = join(waymark.dir, 'playbook.yaml')
  await writeFile(playbook, stuckPlaybook)
  expect(await waymark.run('apply', playbook)).toMatchObject({ err: '', status: 0 })
  await sendEvents(waymark, await serverKeyOf(waymark), [
    { id: 'una-1', user: 'una', event: 'Import Failed' },
  ])
  const list = async (view: string) =>
    JSON.parse((await waymark.run('tasks', '--view', view, '--json')).out).tasks
  await expect.poll(() => list('open')).toHaveLength(1)
  const [task] = await list('open')
  expect(task).toMatchObject({
    title: 'Call una',
    routedTo: 'Kim',
    id: 'una',
    from: { kind: 'flow', id: 'stuck', why: 'has done “Import Failed”' },
  })
  expect((await waymark.run('tasks')).out).toContain(
    'because has done “Import Failed” (flow stuck)',
  )
  const { token } = JSON.parse(
    (await waymark.run('token', 'create', '--role', 'sdr', '--name', 'Kim', '--json')).out,
  )
  const post = (body: object): Promise<Response> =>
    fetch(`${waymark.url()}/api/tasks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ subject: task.subject, task: task.task, ...body }),
    })
  expect((await post({ do: 'claim' })).status).toBe(202)
  expect((await post({ do: 'done', outcome: 'solved', note: 'A wrong file.' })).status).toBe(202)
  await expect.poll(() => list('done')).toHaveLength(1)
  expect((await list('done'))[0]).toMatchObject({
    owner: 'Kim',
    outcome: 'solved',
    outcomeNote: 'A wrong file.',
  })
  const answer = await fetch(`${waymark.url()}/api/flows`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(((await answer.json()) as FlowList).flows).toMatchObject([
    { id: 'stuck', treated: { entered: 1, ended: 1 }, tasks: { made: 1, done: 1, solved: 1 } },
  ])
})
