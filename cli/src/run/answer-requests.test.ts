import { createLogger } from '@waymark/runtime'
import { partitionOf } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createRequestAnswerer } from './answer-requests.ts'

const now = 10_000_000
const subject = 'production/g/acme'
const partitions = 4
const mine = partitionOf(subject, partitions)

const request = (id: string, at = now) =>
  ({ t: 'request', id, do: 'replay', env: 'production', on: id, subject, at }) as const

const answerer = (owns: readonly number[], waiting: readonly ReturnType<typeof request>[] = []) => {
  const done: string[] = []
  const made = createRequestAnswerer({
    sender: {
      sendTest: async () => undefined,
      replay: async (id) => {
        done.push(`sent ${id}`)
        return { ok: true }
      },
    },
    waiting: () => waiting,
    forget: async (id) => {
      done.push(`forgot ${id}`)
    },
    partitions,
    owns,
    clock: () => now,
    logger: createLogger({ logLevel: 'silent' }),
  })
  return { ...made, done }
}

test('a request that came before the start is carried out, one that is too old only forgotten', async () => {
  const left = [request('old', now - 60_001), request('new', now - 59_000)]
  const { start, done } = answerer([mine], left)
  start()
  await expect.poll(() => done).toEqual(['forgot old', 'forgot new', 'sent new'])
})

test('a request is carried out once, however often the log tells of it', async () => {
  const { start, note, done } = answerer([mine])
  note(request('early'))
  start()
  note(request('a'))
  note(request('a'))
  note(request('old', now - 60_001))
  note(request('b'))
  await expect.poll(() => done).toEqual(['forgot a', 'forgot b', 'sent a', 'sent b'])
})

test('of several processors the one that owns the subject carries it out', async () => {
  const other = answerer([(mine + 1) % partitions])
  const own = answerer([mine])
  for (const one of [other, own]) {
    one.start()
    one.note(request('a'))
  }
  await expect.poll(() => own.done).toEqual(['forgot a', 'sent a'])
  expect(other.done).toEqual([])
})
