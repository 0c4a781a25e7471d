import { join } from 'node:path'
import { createLogger, createMetrics } from '@waymark/runtime'
import type { DebtsLine, RelayRecord, StateEnvelope, Topic } from '@waymark/schemas'
import {
  createStateReader,
  type EventLog,
  type LogBatch,
  type LogRecord,
  readRange,
} from '@waymark/storage'
import { expect, test } from 'vitest'
import { compileProgram } from '../program/compile-program.ts'
import { openCache } from './cache.ts'
import { createPartitionWorker } from './partition-worker.ts'
import { definitionRecord, eventRecord, readState, temporaryLog } from './processor-under-test.ts'

const milestone = {
  kind: 'milestone',
  id: 'installed',
  level: 'account',
  order: 1,
  reached: { did: { event: 'Data Received', count: { gte: 5 } } },
}

const publishedOf = (document: { readonly kind: string; readonly id: string }) =>
  JSON.parse(Buffer.from(definitionRecord(document).value ?? []).toString('utf8'))

const program = compileProgram('test', 1, [publishedOf(milestone)])

const never = 3_600_000

const startWorker = async (log: EventLog, cacheDir: string, newer = program) => {
  const cache = openCache(cacheDir)
  const worker = createPartitionWorker(0, {
    log,
    cache,
    clock: Date.now,
    logger: createLogger({ logLevel: 'silent' }),
    metrics: createMetrics(),
    programOf: () => newer,
    definitionsRead: () => 0,
    definitionsUpTo: async () => undefined,
    owner: cacheDir,
    hot: 100,
    coalesceMs: () => never,
    onError: (error) => {
      throw error
    },
  })
  await worker.takeOver()
  return { worker, cache }
}

const recordsOf = async (log: EventLog, topic: Topic): Promise<readonly LogRecord[]> => {
  const records: LogRecord[] = []
  await readRange(log, { topic }, (record) => records.push(record))
  return records
}

/** All that lies in `events`, as one batch. */
const everything = async (log: EventLog): Promise<LogBatch> => {
  const records = await recordsOf(log, 'events')
  return { topic: 'events', partition: 0, next: (records.at(-1)?.offset ?? -1) + 1, records }
}

const append = (log: EventLog, count: number) =>
  log.append(
    Array.from({ length: count }, () =>
      eventRecord({ userId: 'ann', event: 'Data Received', context: { groupId: 'acme' } }),
    ),
  )

/** How many events of the milestone the account was told of, and the versions under which. */
const toldOf = async (log: EventLog) => {
  const { lineOf } = createStateReader()
  const versions: number[] = []
  let told = 0
  await readRange(log, { topic: 'state' }, (record) => {
    const line = lineOf(record) as StateEnvelope | DebtsLine | undefined
    if (line?.s !== 'test/u/ann') return
    versions.push(line.n)
    for (const transition of line.t)
      if (transition.t === 'owed' && transition.debt.k === 'activity')
        for (const leaf of Object.values(transition.debt.leaves)) told += 'n' in leaf ? leaf.n : 0
  })
  return { told, versions }
}

const after = (batch: LogBatch, count: number): LogBatch => ({
  ...batch,
  records: batch.records.slice(count),
})

test('what was owed ahead of a snapshot is owed once, though the snapshot was never written', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  await append(log, 1)
  const killed = await startWorker(log, join(dir, 'killed'))
  await killed.worker.handle(await everything(log))
  await append(log, 2)
  await killed.worker.handle(after(await everything(log), 1))
  expect((await toldOf(log)).told).toBe(3)
  expect((await readState(log)).states.get('test/u/ann')).toMatchObject({
    unsent: 0,
    src: { e: 0 },
  })

  // Nothing of it is stopped or flushed: that is what a kill leaves.
  await append(log, 1)
  const next = await startWorker(log, join(dir, 'next'))
  expect((await toldOf(log)).told).toBe(3)
  await next.worker.handle(after(await everything(log), 3))
  await next.worker.stop()
  const { told, versions } = await toldOf(log)
  expect(told).toBe(4)
  expect(versions).toEqual(versions.map((_, i) => (versions[0] ?? 0) + i))
  expect((await readState(log)).states.get('test/u/ann')).toMatchObject({ src: { e: 3 } })
  await next.cache.close()
  await killed.cache.close()
})

test('a leaf that counts since a kill is told of what is folded again, and of nothing else', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  await append(log, 1)
  const killed = await startWorker(log, join(dir, 'killed'))
  await killed.worker.handle(await everything(log))
  await append(log, 2)
  await killed.worker.handle(after(await everything(log), 1))
  const lately = {
    ...milestone,
    id: 'lately',
    reached: { did: { event: 'Data Received', count: { gte: 5 }, within: '7d' } },
  }
  const compiled = compileProgram('test', 9, [milestone, lately].map(publishedOf))
  const [leaf = ''] = [...compiled.account.leaves.keys()].filter(
    (hash) => !program.account.leaves.has(hash),
  )
  const next = await startWorker(log, join(dir, 'next'), {
    ...compiled,
    since: new Map([[leaf, 9]]),
  })
  const toldOfLeaf = (await recordsOf(log, 'state')).flatMap(({ value }) => {
    const [line = '{}'] = Buffer.from(value ?? [])
      .toString('utf8')
      .split('\n')
    const { t = [] } = JSON.parse(line) as Partial<DebtsLine>
    return t.flatMap((one) =>
      one.t === 'owed' && one.debt.k === 'activity' ? [one.debt.leaves[leaf]] : [],
    )
  })
  // The first of the three lies in the leaf's past: the database tells it.
  expect(toldOfLeaf.filter(Boolean)).toMatchObject([{ n: 1 }, { n: 1 }])
  expect((await toldOf(log)).told).toBe(3 + 2)
  await next.worker.stop()
  await next.cache.close()
  await killed.cache.close()
})

test('a rule about members that is new since a kill is told of, though what brings it about is owed already', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  await append(log, 1)
  const killed = await startWorker(log, join(dir, 'killed'))
  await killed.worker.handle(await everything(log))
  await append(log, 2)
  await killed.worker.handle(after(await everything(log), 1))
  const where = { did: { event: 'Data Received', count: { gte: 2 } } }
  const busy = { kind: 'segment', id: 'busy', level: 'account', rule: { members: { where } } }
  const newer = compileProgram('test', 9, [milestone, busy].map(publishedOf))
  const next = await startWorker(log, join(dir, 'next'), newer)
  const { lineOf } = createStateReader()
  const holds = (await recordsOf(log, 'state')).flatMap((record) =>
    ((lineOf(record) as DebtsLine | undefined)?.t ?? []).flatMap((one) =>
      one.t === 'owed' && one.debt.k === 'holds' ? [one.debt.holds] : [],
    ),
  )
  expect(holds).toEqual([newer.memberRules.map(({ hash }) => hash)])
  expect((await toldOf(log)).told).toBe(3)
  await next.worker.stop()
  await next.cache.close()
  await killed.cache.close()
})

test('what the account told a person is written before later events are owed for: a crash cannot turn their order round', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  await append(log, 1)
  const killed = await startWorker(log, join(dir, 'killed'))
  await killed.worker.handle(await everything(log))
  const said: RelayRecord = {
    v: 1,
    from: 'test/g/acme',
    p: 0,
    o: 1_000_000,
    i: 0,
    at: Date.now(),
    debt: { k: 'account', account: 'acme', version: 1, says: {}, mile: ['installed'] },
  }
  await log.append([
    { topic: 'relay', key: 'test/u/ann', value: Buffer.from(JSON.stringify(said)) },
  ])
  await killed.worker.handle({
    topic: 'relay',
    partition: 0,
    next: 1,
    records: await recordsOf(log, 'relay'),
  })
  expect((await readState(log)).states.get('test/u/ann')).toMatchObject({
    says: { mile: ['installed'] },
    src: { r: { 0: [1_000_000, 0] } },
  })
  await killed.cache.close()
})
