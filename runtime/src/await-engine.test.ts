import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { awaitEngine } from './await-engine.ts'
import { ConfigError } from './config.ts'

const notYet = new Error('connect ECONNREFUSED')

const kafka = {
  name: 'Kafka',
  variable: 'WAYMARK_KAFKA_BROKERS',
  expected: 'brokers that answer',
  mayCome: (error: unknown) => error === notYet,
}

const listen = () => {
  const said: string[] = []
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      said.push(JSON.parse(String(chunk)).msg)
      done()
    },
  })
  return { said, logger: pino(stream) }
}

/** Opens at the nth attempt. */
const opensAt = (nth: number, before: Error = notYet) => {
  let attempts = 0
  return async (): Promise<number> => {
    attempts += 1
    if (attempts < nth) throw before
    return attempts
  }
}

test('an engine that is there is not waited for, and nothing is said', async () => {
  const { said, logger } = listen()
  expect(await awaitEngine(kafka, opensAt(1), { logger })).toBe(1)
  expect(said).toEqual([])
})

test('an engine that is started later is waited for; it is said once that, and once that it came', async () => {
  const { said, logger } = listen()
  expect(await awaitEngine(kafka, opensAt(4), { logger })).toBe(4)
  expect(said).toEqual(['Kafka is not there yet; waiting', 'Kafka is there; going on'])
})

test('an address where nothing comes is a wrong setting, named with the reason', async () => {
  const { logger } = listen()
  const waiting = awaitEngine(kafka, opensAt(Number.POSITIVE_INFINITY), { logger, patienceMs: 300 })
  await expect(waiting).rejects.toBeInstanceOf(ConfigError)
  await expect(waiting).rejects.toThrow(
    'WAYMARK_KAFKA_BROKERS: expected brokers that answer; none in 0 s (connect ECONNREFUSED)',
  )
})

test('an address that swallows what it is sent is a wrong setting, too', async () => {
  const { logger } = listen()
  const hangs = (): Promise<never> => new Promise(() => undefined)
  await expect(awaitEngine(kafka, hangs, { logger, patienceMs: 50 })).rejects.toThrow(
    'WAYMARK_KAFKA_BROKERS',
  )
})

test('what waiting does not mend is said at once', async () => {
  const { said, logger } = listen()
  const refused = new Error('another number of partitions')
  await expect(awaitEngine(kafka, opensAt(2, refused), { logger })).rejects.toBe(refused)
  expect(said).toEqual([])
})
