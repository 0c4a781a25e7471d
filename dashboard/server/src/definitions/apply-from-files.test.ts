import type {
  ApplyResult,
  ExportedDefinitions,
  StaleDefinition,
} from '@waymark/schemas/api/definitions'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

type Body = ApplyResult & {
  readonly error?: { readonly code: string; readonly message: string }
  readonly stale?: readonly StaleDefinition[]
}

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const feature = (id: string, name: string) => ({
  kind: 'feature',
  id,
  name,
  used: [{ event: 'Opened' }],
})

const write = (document: object, rest: object = {}) =>
  d.send<Body>('POST', '/api/definitions/apply', { body: { documents: [document], ...rest } })

/** As the file of a feature is applied that was exported when the feature was of this version. */
const fromFile = (document: ReturnType<typeof feature>, version: number, rest: object = {}) =>
  write(document, { exported: { [`feature/${document.id}`]: version }, ...rest })

const versionOf = ({ body }: { readonly body: Body }) => body.changes[0]?.version

it('an export says which version each of its definitions is', async () => {
  await write(feature('told', 'One'))
  await write(feature('told', 'Two'))
  const { body } = await d.send<ExportedDefinitions>('GET', '/api/export')
  expect(body.versions['feature/told']).toBe(2)
})

it('what was changed since a file was exported is not written over, and it is told by whom and when', async () => {
  await write(feature('edited', 'First'))
  await write(feature('edited', 'In the dashboard'))
  for (const dryRun of [true, false]) {
    const { status, body } = await fromFile(feature('edited', 'In the file'), 1, { dryRun })
    expect([status, body.error?.code]).toEqual([409, 'stale_version'])
    expect(body.error?.message).toMatch(
      /feature\/edited is at version 2 \(.+, \d{4}-\d\d-\d\d \d\d:\d\d UTC\), you started from 1/,
    )
    expect(body.stale).toMatchObject([
      { key: 'feature/edited', base: 1, current: 2, definition: { name: 'In the dashboard' } },
    ])
    expect(body.stale?.[0]).toMatchObject({ by: expect.any(String), at: expect.any(Number) })
  }
  expect((await fromFile(feature('edited', 'In the dashboard'), 1)).body.changes[0]?.what).toBe(
    'same',
  )
  expect(versionOf(await fromFile(feature('edited', 'In the file'), 2))).toBe(3)
})

it('a file is applied again and again as it changes, until somebody changes the definition elsewhere', async () => {
  await write(feature('kept', 'First'))
  expect(versionOf(await fromFile(feature('kept', 'Second'), 1))).toBe(2)
  expect(versionOf(await fromFile(feature('kept', 'Third'), 1))).toBe(3)
  await write(feature('kept', 'In the dashboard'))
  expect((await fromFile(feature('kept', 'Fourth'), 1)).status).toBe(409)
  expect(versionOf(await fromFile(feature('kept', 'Fourth'), 1, { force: true }))).toBe(5)
  expect(versionOf(await fromFile(feature('kept', 'Fifth'), 1))).toBe(6)
})

it('a file of a newer export overtakes those of an older one', async () => {
  await write(feature('branched', 'First'))
  expect(versionOf(await fromFile(feature('branched', 'Second'), 1))).toBe(2)
  expect(versionOf(await fromFile(feature('branched', 'Third'), 2))).toBe(3)
  expect((await fromFile(feature('branched', 'Old branch'), 1)).status).toBe(409)
})

it('what was deleted since does not come back unseen', async () => {
  await write(feature('gone', 'First'))
  await d.send('DELETE', '/api/definitions/feature/gone')
  const { status, body } = await fromFile(feature('gone', 'First'), 1)
  expect(status).toBe(409)
  expect(body.stale).toMatchObject([{ current: 2, definition: null }])
})

it('a file of another instance, and one without a version, are applied as they are', async () => {
  expect(versionOf(await fromFile(feature('moved', 'First'), 7))).toBe(1)
  expect(versionOf(await fromFile(feature('moved', 'Second'), 7))).toBe(2)
  expect(versionOf(await write(feature('moved', 'Third')))).toBe(3)
})

it('a fault in one document hides none in the others', async () => {
  const { status, body } = await d.send<Body>('POST', '/api/definitions/apply', {
    body: {
      documents: [
        { kind: 'engagement', id: 'a', audience: { did: { event: 'X' } }, send: [{ guide: 'no' }] },
        { kind: 'guide', id: 'torn', type: 'modal', steps: 'none' },
        {
          kind: 'engagement',
          id: 'b',
          audience: { did: { event: 'X' } },
          send: [{ guide: 'torn' }],
        },
      ],
    },
  })
  expect(status).toBe(422)
  expect(body.problems.map(({ document, at }) => [document, at])).toEqual([
    [0, 'send[0].guide'],
    [1, 'steps'],
  ])
})
