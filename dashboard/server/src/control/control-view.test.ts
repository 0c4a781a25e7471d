import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createSealer, newId, newSecret } from '@waymark/runtime'
import type { EventLog, LogBatch, LogRecord } from '@waymark/storage'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDefinitionsView } from '../definitions/definitions-view.ts'
import { bootstrap } from './bootstrap.ts'
import { createControlView } from './control-view.ts'
import { createLink } from './create-link.ts'
import { endpointSecretName, openSecret, sealSecret } from './keep-secret.ts'

const clock = Date.now
const logger = createLogger({ logLevel: 'silent' })
const sealer = createSealer('a secret of at least thirty-two letters')
let dir: string
let log: Awaited<ReturnType<typeof createEmbeddedLog>>

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waymark-control-'))
  await mkdir(join(dir, 'log'))
  log = await createEmbeddedLog({ dir: join(dir, 'log'), partitions: 2 })
})
afterAll(async () => {
  await log.close()
  await rm(dir, { recursive: true, force: true })
})

const own = () => ({ log, clock, ids: { newId, newSecret }, sealer, logger })

const follow = async () => {
  const view = createControlView({ log, logger })
  await view.start()
  return { ...view, [Symbol.asyncDispose]: view.stop }
}

const readAll = async (): Promise<string> => {
  let text = ''
  const end = {
    control: (await log.ends('control'))[0] ?? 0,
    definitions: (await log.ends('definitions'))[0] ?? 0,
  }
  for (const topic of ['control', 'definitions'] as const) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const subscription = await log.subscribe({
      topics: [topic],
      from: () => 0,
      onBatch: ({ records, next }) => {
        for (const record of records as readonly LogRecord[])
          text += Buffer.from(record.value ?? []).toString()
        if (next >= end[topic]) resolve()
      },
    })
    await promise
    await subscription.stop()
  }
  return text
}

describe('the first start', () => {
  let token = ''
  it('makes a project with keys, an owner and a link, and leaves no secret readable in the log', async () => {
    const made = await bootstrap(own(), { name: 'here' })
    expect(made.first).toBe(true)
    expect(made.writeKey).toMatch(/^wk_/)
    expect(made.serverKey).toMatch(/^sk_/)
    expect(made.cliToken).toMatch(/^wm_/)
    token = made.cliToken
    const stored = await readAll()
    expect(stored).toContain(made.writeKey)
    for (const secret of [made.serverKey, made.cliToken, made.link])
      expect(stored).not.toContain(secret)
  })

  it('is not repeated: every later start only makes a link, until one is used', async () => {
    const again = await bootstrap(own(), { name: 'here', kept: token })
    expect(again.first).toBe(false)
    expect(again.cliToken).toBe(token)
    expect(again.link).toMatch(/^link_/)
    const definitions = createDefinitionsView({ log, logger })
    await definitions.start()
    expect(definitions.keys('production')).toHaveLength(2)
    await definitions.stop()
  })
})

describe('secrets', () => {
  it('cannot be passed off as another one, nor opened with another WAYMARK_SECRET', () => {
    const deps = { sealer, clock }
    const sealed = sealSecret(deps, endpointSecretName('production', 'a'), 'whsec_x')
    expect(openSecret(sealer, sealed)).toBe('whsec_x')
    const moved = { ...sealed, name: endpointSecretName('production', 'b') }
    expect(openSecret(sealer, moved)).toBeUndefined()
    expect(
      openSecret(createSealer('another secret of thirty-two letters!'), sealed),
    ).toBeUndefined()
  })
})

describe('what is in force', () => {
  it('is seen by everybody who follows, and forgotten when its time is over', async () => {
    await using first = await follow()
    await using second = await follow()
    await first.write([{ t: 'session', hash: 'h1', user: 'u', at: 0, expires: clock() + 1000 }])
    await first.write([{ t: 'session', hash: 'h2', user: 'u', at: 0, expires: 5 }])
    const unused = await createLink(own(), 'u', -1)
    expect(unused).toMatch(/^link_/)
    await second.write([{ t: 'session', hash: 'h3', user: 'u', at: 0, expires: clock() + 1000 }])
    expect(second.session('h1')?.user).toBe('u')
    await second.prune(clock())
    expect(second.session('h2')).toBeUndefined()
    expect(second.session('h3')).toBeDefined()
    await using third = await follow()
    expect(third.session('h1')).toBeDefined()
    expect(third.session('h2')).toBeUndefined()
  })

  it('is read anew when the log could not be followed for a while, without what was deleted meanwhile', async () => {
    const dying = Promise.withResolvers<void>()
    const gone = new Set<string>()
    const subscribe: EventLog['subscribe'] = async (options) => {
      // As compaction leaves it in the end: neither the record nor what deleted it.
      const kept = (record: LogRecord): boolean => !gone.has(record.key)
      const onBatch = (batch: LogBatch) =>
        options.onBatch({ ...batch, records: batch.records.filter(kept) })
      const real = await log.subscribe({ ...options, onBatch })
      const done = Promise.race([real.done, dying.promise])
      done.catch(() => real.stop())
      return { stop: real.stop, done }
    }
    const view = createControlView({ log: { ...log, subscribe }, logger })
    await view.start()
    await view.write([{ t: 'session', hash: 'h9', user: 'u', at: 0, expires: clock() + 60_000 }])
    dying.reject(new Error('the broker went away'))
    await expect.poll(view.ready).toBe(false)
    gone.add('session/h9')
    dying.promise = new Promise(() => undefined)
    await log.append([{ topic: 'control', key: 'session/h9', value: null }])
    await expect.poll(view.ready).toBe(true)
    expect(view.session('h9')).toBeUndefined()
    expect(view.session('h1')).toBeDefined()
    await view.stop()
  })
})
