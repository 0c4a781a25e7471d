import { compileProgram, type FoldInput, fold, type Program } from '@waymark/processor'
import {
  type FactRow,
  parseSubjectKey,
  type RecordHeader,
  type RelayRecord,
  readFactLine,
  type SubjectKey,
} from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import { createFactsReader, type LogRecord } from '@waymark/storage'
import type { StoppedLog, StoredState } from '../instance/stopped-log.ts'
import { textOf } from '../instance/stopped-log.ts'
import { accountId, type EventFilter, eventItem, personKeys } from './event-filter.ts'

const group = 'processor'

/** A record that has been accepted and not yet folded, as the fold takes it; `undefined` where it cannot be read. */
const inputOf = (record: LogRecord): FoldInput | undefined => {
  const { value, at, partition, offset } = record
  if (!value) return undefined
  const text = textOf(value)
  try {
    if (record.topic === 'relay') {
      const relay: RelayRecord = JSON.parse(text)
      if (relay.debt.k !== 'events') return undefined
      return { kind: 'relay', record: relay, at, partition, offset }
    }
    const cut = text.indexOf('\n')
    const header: RecordHeader = JSON.parse(text.slice(0, cut))
    if (header.kind !== 'live' && header.kind !== 'import') return undefined
    const events = JSON.parse(text.slice(cut + 1))
    return { kind: 'events', record: { header, events }, at, partition, offset }
  } catch {
    // What the processor will put among the dead letters is no stored event.
    return undefined
  }
}

interface Tail {
  readonly subject: SubjectKey
  readonly input: FoldInput
}

const programs = (): ((env: string) => Program) => {
  const known = new Map<string, Program>()
  return (env) => {
    const program = known.get(env) ?? compileProgram(env, -1, [])
    known.set(env, program)
    return program
  }
}

/** The rows that a record will become. What was applied already gives none; what became somebody else's gives theirs. */
const rowsOf = (
  { subject, input }: Tail,
  state: StoredState | undefined,
  program: Program,
): readonly FactRow[] => {
  try {
    const into = state?.state.kind === 'person' ? state.state.as : undefined
    if (into !== undefined) {
      const applied = input.kind === 'events' && input.offset <= (state?.state.src.e ?? -1)
      return applied ? [] : fold(into, undefined, { inputs: [input], program }).facts
    }
    return fold(subject, state?.state, { inputs: [input], program }).facts
  } catch {
    return []
  }
}

/** Events that were acknowledged and that the processor had no time to fold, from both ways that lead into it. */
function* unfolded(log: StoppedLog, partition: number): Iterable<FactRow> {
  const tail: Tail[] = []
  for (const topic of ['events', 'relay'] as const) {
    const from = log.reader.groups(topic).get(group)?.[partition] ?? 0
    for (const record of log.records(topic, partition, from)) {
      const input = inputOf(record)
      if (input && parseSubjectKey(record.key)) tail.push({ subject: record.key, input })
    }
  }
  const states = tail.length === 0 ? new Map() : log.states(new Set(tail.map((one) => one.subject)))
  const programOf = programs()
  for (const one of tail) {
    const env = one.subject.slice(0, one.subject.indexOf('/'))
    yield* rowsOf(one, states.get(one.subject), programOf(env))
  }
}

function* folded(log: StoppedLog, partition: number): Iterable<FactRow> {
  const { counts } = createFactsReader()
  for (const record of log.records('facts', partition)) {
    if (record.value === null || !counts(record)) continue
    for (const line of textOf(record.value).split('\n')) if (line !== '') yield readFactLine(line)
  }
}

/** The subjects whose events a person's are: their keys, and the visitors that they were before. */
const keysOf = (log: StoppedLog, env: string, person: string): ReadonlySet<SubjectKey> => {
  const keys = personKeys(env, person)
  const found = log.state(keys)
  const ids = found?.state.kind === 'person' ? found.state.ids : []
  return new Set([...keys, ...(found ? [found.subject] : []), ...ids.map((id) => `${env}/a/${id}`)])
}

const matcher = (log: StoppedLog, filter: EventFilter): ((row: FactRow) => boolean) => {
  const { env, event } = filter
  const people = filter.person === undefined ? undefined : keysOf(log, env, filter.person)
  const account = filter.account === undefined ? undefined : accountId(env, filter.account)
  return (row) =>
    row.env === env &&
    (people === undefined || people.has(row.person)) &&
    (account === undefined || row.account === account) &&
    (event === undefined || row.event === event)
}

/** The rows of a partition, each message id of a person once. A person's events all lie in one partition. */
function* rowsOnce(log: StoppedLog, partition: number): Iterable<FactRow> {
  const seen = new Set<string>()
  for (const source of [folded(log, partition), unfolded(log, partition)]) {
    for (const row of source) {
      const id = `${row.person}\n${row.message_id}`
      if (seen.has(id)) continue
      seen.add(id)
      yield row
    }
  }
}

/** The events that the log of a stopped instance holds, in no order. */
export function* stoppedEvents(log: StoppedLog, filter: EventFilter): Iterable<EventItem> {
  const matches = matcher(log, filter)
  for (let partition = 0; partition < log.reader.partitions; partition++) {
    for (const row of rowsOnce(log, partition)) if (matches(row)) yield eventItem(row)
  }
}
