import { backfillKey, countedKey, definitionKey } from '@waymark/schemas'
import type { DefinitionList } from '@waymark/schemas/api/definitions'
import { expect, test } from 'vitest'
import { openDashboard } from '../support/open-dashboard.ts'

const env = 'production'
const takenUpGroup = (partition: number): string => `taken-${partition}`

const open = async () => {
  const d = await openDashboard({ config: { takenUpGroup } })
  const ask = async () => (await d.send<DefinitionList>('GET', '/api/definitions')).body.notTakenUp
  const write = async (key: string, value: object): Promise<void> => {
    const text = Buffer.from(JSON.stringify(value))
    await d.log.append([{ topic: 'definitions', key, value: text }])
    // The view follows the log.
    await d.send('POST', '/api/definitions/apply', { body: { documents: [guide] } })
  }
  /** All but these take up whatever there is. */
  const takeUp = async (but: readonly number[]): Promise<void> => {
    const [end = 0] = await d.log.ends('definitions')
    for (let partition = 0; partition < d.log.partitions; partition++)
      if (!but.includes(partition))
        await d.log.commit(takenUpGroup(partition), 'definitions', 0, end)
  }
  return { d, ask, write, takeUp }
}

const guide = { kind: 'guide', id: 'tour', type: 'modal', steps: [{ content: [{ text: 'Hi' }] }] }

test('a definition waited for partitions that nobody folds, and nobody was told which', async () => {
  const { d, ask, write, takeUp } = await open()
  await using _ = d
  expect(await ask()).toBeUndefined()
  const past = { t: 'backfill', env, at: 1, leaves: [], of: {}, events: 100, read: 0, tiles: 0 }
  await write(backfillKey(env), past)
  await takeUp([1])
  expect(await ask()).toBeUndefined()
  d.wait(40_000)
  const [first] = [await ask()]
  expect(first).toMatchObject({ partitions: [1] })
  expect(first?.says).toMatch(
    /^What was published last waits for partition 1: it has not taken it up for 4\d s\. Does a processor run that owns it \(WAYMARK_OWNS\)\?$/,
  )
  await takeUp([])
  d.wait(10_000)
  expect(await ask()).toBeUndefined()
})

test('what is in force for whoever is folded waits for idle people in a partition that nobody folds', async () => {
  const { d, ask, write, takeUp } = await open()
  await using _ = d
  await write(countedKey(env), { t: 'counted', env, at: 1, definitions: {} })
  await takeUp([0, 1])
  d.wait(4 * 60_000)
  expect((await ask())?.says).toMatch(/waits for partitions 0 and 1: they have .* 4 min\./)
})

test('what counts nothing is taken up by whoever folds next: nothing waits for it', async () => {
  const { d, ask, write, takeUp } = await open()
  await using _ = d
  await write(countedKey(env), { t: 'counted', env, at: 1, definitions: {} })
  await takeUp([])
  const other = { ...guide, id: 'other' }
  await d.send('POST', '/api/definitions/apply', { body: { documents: [other] } })
  d.wait(60_000)
  expect(await ask()).toBeUndefined()
  // A past that nobody begins to read: whoever does runs nowhere.
  const rule = { did: { event: 'Login' } }
  const definition = { kind: 'segment', id: 'new', level: 'person', rule }
  const { kind, id } = definition
  const stored = { t: 'definition', env, kind, id, version: 1, definition, at: 1, by: 'waymark' }
  await write(definitionKey(env, 'segment', id), stored)
  d.wait(60_000)
  expect((await ask())?.partitions).toHaveLength(d.log.partitions)
})
