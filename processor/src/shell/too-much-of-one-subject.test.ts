import { readFactLine, subjectKey } from '@waymark/schemas'
import { type EventLog, type NewRecord, readRange } from '@waymark/storage'
import { expect, test } from 'vitest'
import {
  eventRecord,
  readState,
  settled,
  startProcessor,
  temporaryLog,
} from './processor-under-test.ts'

const rowsOf = async (log: EventLog): Promise<readonly { readonly message_id: string }[]> => {
  let text = ''
  for (const partition of Array(log.partitions).keys())
    await readRange(log, { topic: 'facts', partition }, (record) => {
      text += Buffer.from(record.value ?? []).toString('utf8')
    })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => readFactLine(line))
}

const messages = Array.from({ length: 200 }, (_, i) => `m${i}`)

const pasted = (messageId: string): object => ({
  type: 'track',
  userId: 'ann',
  messageId,
  event: 'Pasted',
  properties: { text: 'x'.repeat(30_000) },
})

/** Six megabytes that arrive at once, in fewer records than would make anybody hot. */
const large = Array.from({ length: messages.length / 4 }, (_, i): NewRecord => {
  const record = eventRecord({ userId: 'ann' })
  const [head] = Buffer.from(record.value ?? [])
    .toString('utf8')
    .split('\n')
  const own = messages.slice(4 * i, 4 * i + 4).map(pasted)
  return { ...record, value: Buffer.from(`${head}\n${JSON.stringify(own)}`) }
})

const anonymous = (record: NewRecord): NewRecord => {
  const [head, events] = Buffer.from(record.value ?? [])
    .toString('utf8')
    .split('\n')
  const own = JSON.parse(events ?? '').map((event: object) => ({
    ...event,
    userId: null,
    anonymousId: 'a1',
  }))
  return {
    ...record,
    key: subjectKey('test', 'anonymous', 'a1'),
    value: Buffer.from(`${head}\n${JSON.stringify(own)}`),
  }
}

test('six megabytes of one person at once are all kept, in order', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  await log.append(large)
  const processor = await startProcessor(log, dir)
  await Promise.race([settled(log), processor.failed])
  await processor.stop()
  expect((await rowsOf(log)).map((row) => row.message_id)).toEqual(messages)
  expect((await readState(log)).states.get('test/u/ann')).toMatchObject({ unsent: 200 })
  expect(await log.ends('deadletter')).toEqual([0])
})

test('six megabytes under an anonymous id that has become a person reach the person', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const processor = await startProcessor(log, dir)
  await log.append([eventRecord({ userId: 'ann', event: 'Login', anonymousId: 'a1' })])
  await settled(log)
  await log.append(large.map(anonymous))
  await Promise.race([settled(log), processor.failed])
  await processor.stop()
  expect((await rowsOf(log)).map((row) => row.message_id).slice(1)).toEqual(messages)
  expect((await readState(log)).states.get('test/u/ann')).toMatchObject({ unsent: 201 })
  expect(await log.ends('deadletter')).toEqual([0])
})

test('an account of people who call themselves as long as they can has all of them as members, and everybody else is folded', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  // Six bytes of JSON for each character.
  const text = `x${'\u0001'.repeat(169)}`
  const join = (i: number): readonly NewRecord[] => {
    const userId = `${i}-${'漢'.repeat(100)}`
    const traits = { name: text, email: text, role: text }
    const event = { userId, type: 'identify', traits, context: { groupId: 'acme' } } as const
    return [eventRecord(event)]
  }
  await log.append(Array.from({ length: 980 }, (_, i) => join(i)).flat())
  const processor = await startProcessor(log, dir)
  await Promise.race([settled(log), processor.failed])
  await log.append([eventRecord({ userId: 'bob', event: 'Login' })])
  await Promise.race([settled(log), processor.failed])
  await processor.stop()
  const { states } = await readState(log)
  expect(states.get('test/u/bob')).toMatchObject({ unsent: 1 })
  const account = states.get('test/g/acme')
  const members = account?.kind === 'account' ? Object.keys(account.members).length : 0
  expect(members).toBe(980)
  expect(await log.ends('deadletter')).toEqual([0])
})

test('a person who joins a thousand accounts in one request is a member of each', async () => {
  await using place = await temporaryLog(1)
  const { log, dir } = place
  const text = `x${'\u0001'.repeat(169)}`
  const traits = { name: text, email: text, role: text }
  const userId = `ann-${'漢'.repeat(100)}`
  const first = eventRecord({ userId, type: 'identify', traits })
  const [header] = Buffer.from(first.value ?? [])
    .toString('utf8')
    .split('\n')
  const groups = Array.from({ length: 1000 }, (_, i) => ({
    type: 'group',
    userId,
    groupId: `group-${i}`,
    messageId: `g${i}`,
  }))
  await log.append([
    first,
    { ...first, value: Buffer.from(`${header}\n${JSON.stringify(groups)}`) },
  ])
  const processor = await startProcessor(log, dir)
  await Promise.race([settled(log), processor.failed])
  await processor.stop()
  const { states } = await readState(log)
  const members = [...states.values()].flatMap((state) =>
    state.kind === 'account' ? Object.values(state.members) : [],
  )
  expect(members).toHaveLength(1000)
  expect(members.every(({ name = '' }) => name !== '' && text.startsWith(name))).toBe(true)
  expect(await log.ends('deadletter')).toEqual([0])
})
