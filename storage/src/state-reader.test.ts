import { markKey, positionKey, type StateEnvelope } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogRecord } from './event-log.ts'
import { createStateReader, parseStateHead } from './state-reader.ts'

/** What owners of a partition do: one takes over, or one of those who ever did writes on. */
type Step =
  | { readonly t: 'take over' }
  | { readonly t: 'write' | 'position'; readonly owner: number; readonly subject: number }
  | { readonly t: 'delete'; readonly subject: number }

const small = fc.nat({ max: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ t: 'take over' }),
  fc.record({ t: fc.constantFrom('write', 'position'), owner: small, subject: small }),
  fc.record({ t: fc.constant('delete' as const), subject: small }),
)
const history = fc.array(fc.record({ step, partition: fc.nat({ max: 1 }) }), { maxLength: 60 })

interface Told {
  readonly record: LogRecord
  /** Whether an owner wrote it that had not been replaced. */
  readonly counts: boolean
  /** In force after the record. */
  readonly epoch: number | undefined
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

const envelope = (subject: number, e: number, n: number): Uint8Array => {
  const line: StateEnvelope = { v: 1, s: `prod/u/${subject}`, n, e, at: 0, t: [] }
  return Buffer.from(`${JSON.stringify(line)}\n{"dec":[],"mile":[]}\n{"e":-1}`)
}

/** Plays a history out; every owner writes under the offset of its own mark, whoever has taken over since. */
const play = (steps: readonly { readonly step: Step; readonly partition: number }[]): Told[] => {
  const marks: number[][] = [[], []]
  const lengths = [0, 0]
  return steps.flatMap(({ step, partition }): Told[] => {
    const own = marks[partition] ?? []
    const offset = lengths[partition] ?? 0
    if (step.t !== 'take over' && own.length === 0) return []
    lengths[partition] = offset + 1
    const record = { topic: 'state', partition, offset, at: 0 } as const
    if (step.t === 'take over') {
      own.push(offset)
      const mark = { ...record, key: markKey, value: json({ v: 1, mark: 'x' }) }
      return [{ record: mark, counts: false, epoch: offset }]
    }
    const epoch = own.at(-1)
    if (step.t === 'delete') {
      const gone = { ...record, key: `prod/u/${step.subject}`, value: null }
      return [{ record: gone, counts: false, epoch }]
    }
    const e = own[step.owner % own.length] ?? 0
    const said =
      step.t === 'write'
        ? { ...record, key: `prod/u/${step.subject}`, value: envelope(step.subject, e, offset) }
        : { ...record, key: positionKey, value: json({ v: 1, e, position: {} }) }
    return [{ record: said, counts: e === epoch, epoch }]
  })
}

test('what counts is what an owner wrote before it was replaced, in each partition by itself', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const reader = createStateReader()
      for (const { record, counts, epoch } of play(steps)) {
        expect(reader.lineOf(record) !== undefined).toBe(counts)
        expect(reader.epochOf(record.partition)).toBe(epoch)
      }
    }),
  )
})

test('who begins in the middle and knows the epoch there reads what one reads that began at the start', () => {
  fc.assert(
    fc.property(history, fc.nat({ max: 60 }), (steps, cut) => {
      const told = play(steps)
      const before = createStateReader()
      for (const { record } of told.slice(0, cut)) before.lineOf(record)
      const late = createStateReader({ known: before.epochOf })
      for (const { record, counts } of told.slice(cut)) {
        const isSubject = record.key.startsWith('prod/')
        expect(late.envelopeOf(record) !== undefined).toBe(counts && isSubject)
      }
    }),
  )
})

test('a mark that was compacted away is made up for by the next record of its owner', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const told = play(steps)
      const newestMark = [0, 1].map((partition) =>
        told.findLast(({ record }) => record.partition === partition && record.key === markKey),
      )
      const compacted = told.filter(
        (one) => one.record.key !== markKey || newestMark[one.record.partition] === one,
      )
      const reader = createStateReader()
      for (const { record, counts, epoch } of compacted) {
        const line = reader.lineOf(record)
        // Nothing that counts is lost, whatever is missing before it.
        if (counts) expect(line).toBeDefined()
        if (counts || record.key === markKey) expect(reader.epochOf(record.partition)).toBe(epoch)
      }
    }),
  )
})

test('a record that cannot be read changes nothing for those behind it', () => {
  const reader = createStateReader({ known: () => 3 })
  const record = { topic: 'state', partition: 0, at: 0, key: 'prod/u/1' } as const
  for (const text of ['{"e":9', 'null', '']) {
    expect(() => reader.lineOf({ ...record, offset: 4, value: Buffer.from(text) })).toThrow()
  }
  expect(reader.envelopeOf({ ...record, offset: 5, value: envelope(1, 2, 1) })).toBeUndefined()
  expect(reader.envelopeOf({ ...record, offset: 6, value: envelope(1, 3, 2) })).toMatchObject({
    e: 3,
  })
})

test('the head of a line says the same as the line, whatever the subject is called, without what it tells', () => {
  const transitions = fc.constantFrom<StateEnvelope['t']>(
    [],
    [{ t: 'joined', account: ',"t":[', at: 1 }],
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), transitions, (name, n, t) => {
      const subject = `prod/u/${name.toWellFormed()},"t":[`
      const line: StateEnvelope = { v: 1, s: subject, n, e: 7, at: 3, t, due: 9 }
      const value = Buffer.from(`${JSON.stringify(line)}\n{"dec":[],"mile":[]}\n{"x":1,"t":[2]}`)
      const { due: _, ...head } = { ...line, t: [] }
      expect(parseStateHead(value)).toEqual(head)
    }),
  )
})

test('a line that tells nothing is read whole', () => {
  const position = { v: 1, e: 3, position: { events: 1, relay: 2 } }
  expect(parseStateHead(json(position))).toEqual(position)
})
