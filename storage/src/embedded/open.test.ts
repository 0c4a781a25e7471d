import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { event, readAll, texts } from '../contract/event-log-under-test.ts'
import { openEnvironment } from './environment.ts'
import { createEmbeddedLog, openEmbeddedLogReadOnly } from './index.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const child = fileURLToPath(new URL('crashing-writer.child.ts', import.meta.url))

describe('opening an embedded log', () => {
  test('is refused while another process has it, with its pid, and works once that one is dead', async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    const writer = spawn(process.execPath, [child, dir, '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(writer.stdout, 'data')
    await expect(createEmbeddedLog({ dir, partitions: 3 })).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining(`${writer.pid}`),
    })
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    const log = await createEmbeddedLog({ dir, partitions: 3 })
    await expect(log.check()).resolves.toBeUndefined()
    await log.close()
  })

  test('is refused a second time in the same process', async () => {
    await using directory = await temporaryDirectory()
    const log = await createEmbeddedLog({ dir: directory.dir })
    await expect(createEmbeddedLog({ dir: directory.dir })).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining(`${process.pid}`),
    })
    await log.close()
  })

  test('is not refused because of a lock that names a process which is another one by now', async () => {
    await using directory = await temporaryDirectory()
    const stale = JSON.stringify({ pid: process.ppid, started: 'an earlier boot/1' })
    await writeFile(join(directory.dir, 'owner.lock'), stale)
    const log = await createEmbeddedLog({ dir: directory.dir })
    await log.close()
  })

  test('is refused, and the process lives, where its file is damaged', async () => {
    await using directory = await temporaryDirectory()
    await writeFile(join(directory.dir, 'data.mdb'), Buffer.alloc(40_960, 'Z'))
    await expect(createEmbeddedLog({ dir: directory.dir })).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('is damaged'),
    })
  })

  test('stops whoever had it before from writing, whatever became of the lock file', async () => {
    await using directory = await temporaryDirectory()
    const log = await createEmbeddedLog({ dir: directory.dir, partitions: 3 })
    await log.append([event('before')])
    const other = await openEnvironment(directory.dir)
    await expect(log.append([event('after')])).rejects.toMatchObject({ code: 'in_use' })
    await expect(log.check()).rejects.toMatchObject({ code: 'in_use' })
    await other.close()
    await log.close()
    const reader = await openEmbeddedLogReadOnly({ dir: directory.dir })
    expect(texts(reader.read('events', 0, { offset: 0, limit: 10 }))).toEqual(['before'])
    await reader.close()
  })

  test('is refused with another number of partitions than it was installed with', async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    await (await createEmbeddedLog({ dir, partitions: 3 })).close()
    await expect(createEmbeddedLog({ dir, partitions: 4 })).rejects.toMatchObject({
      code: 'rejected',
      message: expect.stringContaining('3 partitions'),
      partitions: 3,
    })
    await (await createEmbeddedLog({ dir, partitions: 3 })).close()
  })

  test('works in a directory that was left half made', async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    await (await createEmbeddedLog({ dir, partitions: 3 })).close()
    await truncate(join(dir, 'data.mdb'), 5000)
    await writeFile(join(dir, 'owner.lock'), '{"pid":')
    const log = await createEmbeddedLog({ dir, partitions: 3 })
    await log.append([event('a')])
    expect(texts(await readAll(log, 'events', 1))).toEqual(['a'])
    await log.close()
  })

  test('holds more than it was first given room for', async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    const large = new Uint8Array(1024 * 1024).fill(1)
    let log = await createEmbeddedLog({ dir, partitions: 3 })
    for (let i = 0; i < 40; i++) {
      await log.append([{ topic: 'events', key: 'k', value: large, partition: 0 }])
    }
    await log.close()
    log = await createEmbeddedLog({ dir, partitions: 3 })
    expect(
      (await readAll(log, 'events', 40)).every(({ value }) => value?.length === large.length),
    ).toBe(true)
    await log.close()
  })
})

describe('an embedded log opened for reading', () => {
  test('shows records, ends and groups of a stopped instance', async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    const log = await createEmbeddedLog({ dir, partitions: 3 })
    await log.append(['a', 'b', 'c'].map((value) => event(value, 1)))
    await log.commit('sink', 'events', 1, 2)
    await log.close()
    const reader = await openEmbeddedLogReadOnly({ dir })
    expect(reader.partitions).toBe(3)
    expect(reader.ends('events')).toEqual([0, 3, 0])
    expect(reader.groups('events').get('sink')).toEqual([undefined, 2, undefined])
    expect(texts(reader.read('events', 1, { offset: 1, limit: 5 }))).toEqual(['b', 'c'])
    await reader.close()
  })

  test('is refused where there is none', async () => {
    await using directory = await temporaryDirectory()
    await expect(openEmbeddedLogReadOnly({ dir: directory.dir })).rejects.toMatchObject({
      code: 'rejected',
    })
  })

  test.each([
    [0, 'rejected'],
    [4096, 'rejected'],
    [16_384, 'corrupt'],
  ])(
    'a file of %i bytes that is just being made, or damaged, does not end the process',
    async (bytes, code) => {
      await using directory = await temporaryDirectory()
      const { dir } = directory
      await writeFile(join(dir, 'data.mdb'), Buffer.alloc(bytes))
      await expect(openEmbeddedLogReadOnly({ dir })).rejects.toMatchObject({ code })
    },
  )
})
