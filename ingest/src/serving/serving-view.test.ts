import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type ServingPart, subjectKey } from '@waymark/schemas'
import { createEmbeddedLog, type EmbeddedLog } from '@waymark/storage/embedded'
import { expect, test } from 'vitest'
import { type FollowedView, followView } from '../testing/follow-view.ts'
import { stateRecord, takeOver } from '../testing/state-records.ts'

const ann = subjectKey('prod', 'user', 'ann')
const bob = subjectKey('prod', 'user', 'bob')
const carol = subjectKey('prod', 'user', 'carol')
const dayMs = 86_400_000

/** A log of two partitions and a place for views of it; `now` is the log's clock. */
const openPlace = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-view-'))
  const time = { later: 0 }
  const clock = () => Date.now() + time.later
  const log = await createEmbeddedLog(
    { dir: join(dir, 'log'), partitions: 2, retainEveryMs: 0 },
    { now: clock },
  )
  const view = join(dir, 'view')
  return {
    dir,
    view,
    log,
    time,
    follow: (options: { readonly dir?: string; readonly log?: EmbeddedLog } = {}) =>
      followView(options.log ?? log, { dir: options.dir ?? view, clock }),
    [Symbol.asyncDispose]: async () => {
      await log.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

const miles = ({ view }: FollowedView, subject = ann): ServingPart['mile'] | undefined =>
  view.get(subject)?.mile

const say = (log: EmbeddedLog, ...all: readonly Parameters<typeof stateRecord>[0][]) =>
  log.append(all.map(stateRecord))

test('who comes again knows everybody and reads on from where it was', async () => {
  await using place = await openPlace()
  await say(place.log, { subject: ann, part: { mile: ['a'] } }, { subject: bob, part: {} })
  {
    await using first = await place.follow()
    expect(first.read()).toBe(2)
  }
  {
    await using again = await place.follow()
    expect([again.read(), miles(again), miles(again, bob)]).toEqual([0, ['a'], undefined])
  }
  await say(place.log, { subject: bob, n: 2, part: { mile: ['b'] } })
  await using third = await place.follow()
  expect([third.read(), miles(third), miles(third, bob)]).toEqual([1, ['a'], ['b']])
})

const partsOf = ({ view }: FollowedView) =>
  Array.from({ length: 3000 }, (_, i) => view.get(subjectKey('prod', 'user', String(i))))

test('killed at any moment, it goes on with what the log says', { timeout: 120_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-view-'))
  const script = join(import.meta.dirname, 'serving-view.child.ts')
  let shortened = 0
  for (const rounds of [2, 3]) {
    const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
    let seen = 0
    for await (const _line of createInterface({ input: child.stdout })) {
      seen += 1
      if (seen === rounds) child.kill('SIGKILL')
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    const log = await createEmbeddedLog({ dir: join(dir, 'log'), partitions: 3 })
    {
      await using kept = await followView(log, { dir: join(dir, 'view') })
      await using anew = await followView(log, { dir: join(dir, `anew-${rounds}`) })
      expect(partsOf(kept)).toEqual(partsOf(anew))
      if (kept.read() < anew.read()) shortened += 1
    }
    await log.close()
  }
  expect(shortened).toBe(2)
  await rm(dir, { recursive: true, force: true })
})

test.each([
  ['of another boot', (view: string) => writeFile(join(view, 'view', 'boot'), 'another boot')],
  [
    'damaged',
    (view: string) => writeFile(join(view, 'view', 'lmdb', 'data.mdb'), Buffer.alloc(40_960, 'Z')),
  ],
  ['cut off', (view: string) => truncate(join(view, 'view', 'lmdb', 'data.mdb'), 100)],
])('a view that is %s is thrown away and read anew', async (_what, spoil) => {
  await using place = await openPlace()
  await say(place.log, { subject: ann, part: { mile: ['a'] } })
  await (await place.follow())[Symbol.asyncDispose]()
  await spoil(place.view)
  await using again = await place.follow()
  expect([again.read(), miles(again)]).toEqual([1, ['a']])
})

test('a view of another log is thrown away, and one that is ahead of its log', async () => {
  await using place = await openPlace()
  await using other = await openPlace()
  await say(place.log, { subject: ann, part: { mile: ['a'] }, partition: 0 })
  await say(other.log, { subject: bob, part: { mile: ['b'] }, partition: 0 })
  await (await place.follow())[Symbol.asyncDispose]()
  {
    await using foreign = await other.follow({ dir: place.view })
    expect([miles(foreign), miles(foreign, bob)]).toEqual([undefined, ['b']])
  }
  await say(other.log, { subject: bob, n: 2, part: {}, partition: 0 })
  await (await other.follow({ dir: place.view }))[Symbol.asyncDispose]()
  const restored: EmbeddedLog = { ...place.log, id: other.log.id }
  await using ahead = await place.follow({ log: restored })
  expect([ahead.read(), miles(ahead), miles(ahead, bob)]).toEqual([1, ['a'], undefined])
})

test('what was compacted meanwhile is not missed: newer records stay, and deletions for days', async () => {
  await using place = await openPlace()
  const both = [ann, bob].map((subject) => ({ subject, part: { mile: ['a'] } }))
  await say(place.log, ...both)
  await (await place.follow())[Symbol.asyncDispose]()
  await say(place.log, { subject: ann, n: 2, part: { mile: ['b'] } })
  await say(place.log, { subject: ann, n: 3, part: { mile: ['c'] } })
  await place.log.append([{ topic: 'state', key: bob, value: null }])
  await place.log.retain()
  {
    await using again = await place.follow()
    expect([miles(again), miles(again, bob)]).toEqual([['c'], undefined])
  }
})

test('a view that was away for longer than deletions are told of is thrown away', async () => {
  await using place = await openPlace()
  const met = { part: { mile: ['a'] }, partition: 0 }
  await say(place.log, ...[ann, bob].map((subject) => ({ ...met, subject })))
  await (await place.follow())[Symbol.asyncDispose]()
  await place.log.append([{ topic: 'state', key: bob, value: null, partition: 0 }])
  await say(place.log, { ...met, subject: carol })
  for (let pass = 0; pass < 3; pass++) {
    place.time.later += 4 * dayMs
    await place.log.retain()
  }
  await using again = await place.follow()
  // Ann and Carol: nothing tells any more that Bob is gone.
  expect([again.read(), miles(again), miles(again, bob)]).toEqual([2, ['a'], undefined])
})

test('an owner that was replaced before the restart is not believed after it', async () => {
  await using place = await openPlace()
  const mark = await takeOver(place.log, 0)
  const now = { subject: ann, partition: 0, e: mark.offset }
  await say(place.log, { ...now, part: { mile: ['a'] } })
  const newer = await takeOver(place.log, 0)
  await (await place.follow())[Symbol.asyncDispose]()
  await say(place.log, { ...now, n: 2, part: { mile: ['zombie'] } })
  {
    await using again = await place.follow()
    expect([again.read(), miles(again)]).toEqual([1, ['a']])
  }
  await say(place.log, { ...now, n: 2, e: newer.offset, part: { mile: ['b'] } })
  await using third = await place.follow()
  expect(miles(third)).toEqual(['b'])
})

test('versions of before a restart never win over newer ones', async () => {
  await using place = await openPlace()
  await say(place.log, { subject: ann, n: 5, part: { mile: ['five'] } })
  await (await place.follow())[Symbol.asyncDispose]()
  await say(place.log, { subject: ann, n: 4, part: { mile: ['four'] } })
  await using again = await place.follow()
  expect(miles(again)).toEqual(['five'])
})

test('two views in one place: the second is told which process has it', async () => {
  await using place = await openPlace()
  await using _first = await place.follow()
  await expect(place.follow()).rejects.toMatchObject({ code: 'in_use' })
})
