import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cp, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { event, readAll, texts } from '../contract/event-log-under-test.ts'
import { openEnvironment } from './environment.ts'
import { createEmbeddedLog, directoryOwner, openEmbeddedLogReadOnly } from './index.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const child = fileURLToPath(new URL('crashing-writer.child.ts', import.meta.url))

/** Runs a program as process 1 among pids of its own, as a container does. */
const asContainer = ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--mount-proc']
const hasContainers =
  spawnSync(asContainer[0] ?? '', [...asContainer.slice(1), 'true']).status === 0

/** Starts a process that has the directory open and writes, until the test ends at the latest. */
const startWriter = async (dir: string, prefix: readonly string[] = []) => {
  const [program = '', ...args] = [...prefix, process.execPath, child, dir, '0']
  const writer = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const kill = async (): Promise<void> => {
    if (writer.pid === undefined || writer.exitCode !== null || writer.signalCode !== null) return
    const ended = once(writer, 'close')
    process.kill(-writer.pid, 'SIGKILL')
    await ended
  }
  onTestFinished(kill)
  await once(writer.stdout, 'data')
  return { pid: writer.pid, kill }
}

describe('opening an embedded log', () => {
  test('is refused while another process has it, with its pid, and works once that one is dead', async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    const writer = await startWriter(dir)
    await expect(createEmbeddedLog({ dir, partitions: 3 })).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining(`${writer.pid}`),
    })
    await writer.kill()
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

  test('both are process 1 of their containers: the second is refused, although the pid of the owner is its own', async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    const writer = await startWriter(dir)
    await writeFile(join(dir, 'owner.lock'), JSON.stringify({ pid: process.pid }))
    await expect(createEmbeddedLog({ dir, partitions: 3 })).rejects.toMatchObject({
      code: 'in_use',
    })
    await writer.kill()
    await (await createEmbeddedLog({ dir, partitions: 3 })).close()
  })

  test.runIf(hasContainers)(
    'is refused while a container has the directory, and works at once when that is killed',
    async () => {
      await using directory = await temporaryDirectory()
      const { dir } = directory
      const writer = await startWriter(dir, asContainer)
      expect(directoryOwner(dir)).toMatch(/^process 1 of another container/)
      await expect(createEmbeddedLog({ dir, partitions: 3 })).rejects.toMatchObject({
        code: 'in_use',
        message: expect.stringContaining('is in use by process 1 of another container'),
      })
      await writer.kill()
      expect(directoryOwner(dir)).toBeUndefined()
      await (await createEmbeddedLog({ dir, partitions: 3 })).close()
    },
  )

  test('a copy that was made of it while it ran is in use by nobody', async () => {
    await using directory = await temporaryDirectory()
    const original = join(directory.dir, 'original')
    const copy = join(directory.dir, 'copy')
    await startWriter(original)
    await cp(original, copy, { recursive: true })
    expect(directoryOwner(original)).toMatch(/^process \d+$/)
    expect(directoryOwner(copy)).toBeUndefined()
    await (await createEmbeddedLog({ dir: copy, partitions: 3 })).close()
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
    const onTakenOver = vi.fn()
    const log = await createEmbeddedLog({ dir: directory.dir, partitions: 3 }, { onTakenOver })
    await log.append([event('before')])
    const other = await openEnvironment(directory.dir)
    await expect(log.append([event('after')])).rejects.toMatchObject({ code: 'in_use' })
    await expect(log.check()).rejects.toMatchObject({ code: 'in_use' })
    await expect(log.append([event('later')])).rejects.toMatchObject({ code: 'in_use' })
    expect(onTakenOver.mock.calls).toMatchObject([[{ code: 'in_use' }]])
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
