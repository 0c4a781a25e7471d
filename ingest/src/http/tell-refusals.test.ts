import type { RefusalRecord } from '@waymark/schemas'
import { readRange } from '@waymark/storage'
import { expect, test } from 'vitest'
import { keys, openIngest } from '../testing/open-ingest.ts'

const toldIn = async (open: Awaited<ReturnType<typeof openIngest>>) => {
  const told: RefusalRecord['refusals'][number][] = []
  await readRange(open.log, { topic: 'refusals' }, ({ value }) => {
    const record: RefusalRecord = JSON.parse(Buffer.from(value ?? []).toString())
    told.push(...record.refusals)
  })
  return told
}

const refusedWith = (writeKey: string) => ({ writeKey, userId: 'null', event: 'Seen' })

test('what is refused stands in the log, where every dashboard sees it, with the environment of its key', async () => {
  await using open = await openIngest()
  await open.post('/v1/track', refusedWith(keys.write), { origin: 'https://a.example' })
  await open.post('/v1/track', refusedWith('wk_of_nobody'))
  await expect.poll(() => toldIn(open)).toHaveLength(2)
  expect(await toldIn(open)).toMatchObject([
    { env: 'prod', code: 'invalid_id', path: '/v1/track', origin: 'https://a.example' },
    { code: 'unknown_key' },
  ])
  expect((await toldIn(open))[1]).not.toHaveProperty('env')
})

test('a flood of what is refused does not fill the log, and a stop tells what waits', async () => {
  await using open = await openIngest()
  await Promise.all(
    Array.from({ length: 300 }, () => open.post('/v1/track', refusedWith(keys.write))),
  )
  await open.ingest.stop()
  const told = await toldIn(open)
  expect(told.length).toBeGreaterThan(0)
  expect(told.length).toBeLessThan(200)
  expect(open.ingest.refusals('prod').length).toBeGreaterThanOrEqual(50)
})
