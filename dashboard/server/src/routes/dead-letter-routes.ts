import { type DeadLetter, topics } from '@waymark/schemas'
import type { DeadLetterItem } from '@waymark/schemas/api/operation'
import { type LogRecord, readRange } from '@waymark/storage'
import { z } from 'zod'
import * as own from '../answers/own-answers.ts'
import { refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { atAnyPace } from './at-any-pace.ts'
import { auditEntry, type Rooms } from './rooms.ts'

/** Most dead letters in one answer: the newest. */
const shown = 500
/** Records read to find them. */
const read = 10_000

const letterOf = (record: LogRecord): DeadLetter | undefined =>
  record.value === null
    ? undefined
    : (JSON.parse(new TextDecoder().decode(record.value)) as DeadLetter)

const list = async (rooms: Rooms): Promise<readonly DeadLetterItem[]> => {
  const { log } = rooms.deps
  const end = (await log.ends('deadletter'))[0] ?? 0
  const records: LogRecord[] = []
  await readRange(log, { topic: 'deadletter', from: Math.max(0, end - read), to: end }, (record) =>
    records.push(record),
  )
  return records
    .slice(-shown)
    .reverse()
    .flatMap((record) => {
      const letter = letterOf(record)
      if (!letter) return []
      const { topic, key, reason, at } = letter
      return {
        offset: record.offset,
        at,
        topic,
        key,
        reason,
        bytes: Buffer.byteLength(letter.value, 'base64'),
      }
    })
}

/** Only what the processor folds can be folded again. */
const isFolded = (topic: string): topic is 'events' | 'relay' =>
  topic === 'events' || topic === 'relay'

/** What could not be folded. */
export const deadLetterRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/deadletters',
    capability: 'inspect',
    says: 'Records that could not be folded, newest first.',
    answer: own.deadLetters,
    handle: async () => ({ deadLetters: await list(rooms) }),
  }),
  route({
    method: 'POST',
    path: '/api/deadletters/:offset/replay',
    capability: 'operate',
    says: 'Appends the original record again, to be folded anew. Events that had been counted are not counted twice, and however many of one person are replayed at once, all of them count.',
    status: 202,
    params: z.object({ offset: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER) }),
    handle: async ({ params, actor }) => {
      const { log } = rooms.deps
      const { offset } = params
      let letter: DeadLetter | undefined
      await readRange(log, { topic: 'deadletter', from: offset, limit: 1 }, (record) => {
        if (record.offset === offset) letter = letterOf(record)
      })
      if (!letter) return refuse('not_found', `There is no dead letter at ${offset}.`)
      const { topic, key } = letter
      if (!isFolded(topic) || !(topic in topics)) {
        return refuse('invalid_request', `Records of "${topic}" are not folded.`)
      }
      await log.append([{ topic, key, value: atAnyPace(topic, letter.value) }])
      const about = { what: 'deadletter.replay', on: `deadletter/${offset}`, detail: key }
      await rooms.control.write([auditEntry(rooms, actor, about)])
      return undefined
    },
  }),
]
