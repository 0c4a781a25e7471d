import { readHistory } from '@waymark/ingest'
import { compileProgram, type Delivery, simulate } from '@waymark/processor'
import type { Definition } from '@waymark/schemas'
import type { Benchmark } from '../benchmark.ts'
import { type HistorySize, historyLines } from '../load/history.ts'
import { guideDefinitions, twentyDefinitions } from '../server/definitions.ts'

const size: HistorySize = { people: 2000, days: 50 }
const warmUp: HistorySize = { people: 200, days: 20 }

/** What falls due without anybody doing anything. */
const silent: Definition = {
  kind: 'segment',
  id: 'silent',
  level: 'person',
  rule: { not: { did: { event: 'Event 1', within: '3d' } } },
}

const program = compileProgram(
  'bench',
  1,
  [...twentyDefinitions, ...guideDefinitions('Event 2'), silent].map((definition) => ({
    version: 1,
    definition,
  })),
)

const read = (line: Buffer): readonly Delivery[] => {
  const request = readHistory(line, { env: 'bench', newMessageId: () => '' })
  if (!('records' in request)) throw new Error(request.message)
  const { records, received: at } = request
  return records.flatMap(({ key, value }) => (value ? [{ key, value, at }] : []))
}

interface Lived {
  readonly ms: number
  readonly happenings: number
}

/** From the bytes of the lines to the last thing that happens. */
const live = (lines: readonly Buffer[]): Lived => {
  const begun = performance.now()
  let happenings = 0
  for (const some of simulate(program, lines.flatMap(read))) happenings += some.length
  return { ms: performance.now() - begun, happenings }
}

const parse = (lines: readonly Buffer[]): number => {
  const begun = performance.now()
  for (const line of lines) JSON.parse(line.toString())
  return performance.now() - begun
}

const personDays = ({ people, days }: HistorySize): number => people * days

/** One life, however long it takes: `--seconds` changes nothing. */
export const simulateHistory: Benchmark = {
  name: 'simulate',
  about: 'a history through 23 definitions in virtual time, as `waymark simulate` does',
  seconds: 0,
  run: async ({ progress }) => {
    progress.phase('warming up')
    const few = historyLines(warmUp)
    live(few)
    parse(few)
    const lines = historyLines(size)
    progress.phase('measuring')
    const { ms, happenings } = live(lines)
    progress.phase('floor')
    const floorMs = parse(lines)
    const rate = (count: number, per: number): number => (count / per) * 1000
    const days = personDays(size)
    return {
      figures: [
        {
          label: 'simulated',
          value: rate(days, ms),
          unit: 'person-days/s',
          better: 'more',
          must: 10_000,
          aim: 25_000,
        },
        { label: 'of it events', value: rate(lines.length, ms), unit: 'events/s', better: 'more' },
      ],
      floors: [
        {
          label: 'JSON.parse of the same lines',
          value: rate(days, floorMs),
          unit: 'person-days/s',
          better: 'more',
        },
      ],
      notes: [
        `${days.toLocaleString('en-US')} days of ${size.people.toLocaleString('en-US')} people, ${lines.length.toLocaleString('en-US')} events, ${happenings.toLocaleString('en-US')} happenings, in ${(ms / 1000).toFixed(1)} s`,
      ],
    }
  },
}
