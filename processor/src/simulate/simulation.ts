import type {
  EventsRecord,
  EvidencePart,
  RelayRecord,
  SubjectKey,
  Transition,
} from '@waymark/schemas'
import { fold } from '../fold/fold.ts'
import type { FoldInput } from '../fold/inputs/input.ts'
import { resolveEvent } from '../fold/inputs/observe-event.ts'
import type { SubjectState } from '../fold/state.ts'
import type { Program } from '../program/program.ts'
import { withoutDuplicates } from '../shell/duplicates.ts'
import { decodeEventsRecord } from '../shell/events-codec.ts'
import { createDeadlineQueue } from './deadline-queue.ts'
import type { Because, Delivery, Happening } from './happening.ts'
import { createSeenIds } from './seen-ids.ts'

/**
 * A whole processor in virtual time: the very fold, with a map for the log. What one subject owes another arrives at once, a
 * deadline fires exactly when it is due, and nothing else moves the time.
 */
export interface Simulation {
  /** Hands over a record at its instant, after all that falls due by then. Records come in order of their instants. */
  readonly deliver: (delivery: Delivery) => void
  /** Lets time pass: what falls due by then happens, each thing at its own instant. */
  readonly passTo: (instant: number) => void
  /** The next instant at which time alone may change something. */
  readonly earliestDue: () => number | undefined
  readonly states: ReadonlyMap<SubjectKey, SubjectState>
  /** Events that were folded, each message id once. */
  readonly events: () => number
}

interface Owed {
  readonly to: SubjectKey
  readonly record: RelayRecord
}

const time: Because = { time: true }

/** The newest event of a record, as what brought about all that came of it. */
const becauseOf = (record: EventsRecord): Because => {
  const { header, events } = record
  if (header.kind !== 'live' && header.kind !== 'import') return { event: header.kind, message: '' }
  const resolved = events.map((event, i) => resolveEvent({ header, offset: 0 }, event, i))
  const newest = resolved.reduce((a, b) => (b.time >= a.time ? b : a))
  return { event: newest.name, message: newest.message }
}

/** What another subject said: of an activity, the newest event that counted in it. */
const becauseTold = ({ from, debt }: RelayRecord): Because => {
  const parts = debt.k === 'activity' ? Object.values(debt.by ?? {}) : []
  const newest = parts.reduce<EvidencePart | undefined>(
    (a, b) => (a && a.at > b.at ? a : b),
    undefined,
  )
  return newest ? { told: from, event: newest.event } : { told: from }
}

/** `happened` is told every change, in the order in which they happen. */
export const createSimulation = (
  program: Program,
  happened: (happening: Happening) => void,
): Simulation => {
  const states = new Map<SubjectKey, SubjectState>()
  const deadlines = createDeadlineQueue((subject) => states.get(subject)?.due)
  const owed: Owed[] = []
  let now = Number.NEGATIVE_INFINITY
  let offset = 0
  let folds = 0
  let events = 0
  const ids = createSeenIds(() => now)

  const owe = (
    from: SubjectKey,
    index: number,
    { to, at, debt, quiet }: Extract<Transition, { t: 'owed' }>,
  ): void => {
    const said = quiet ? { quiet } : {}
    owed.push({ to, record: { v: 1, from, p: 0, o: folds, i: index, at, debt, ...said } })
  }

  const put = (subject: SubjectKey, input: FoldInput, because: () => Because): void => {
    const before = states.get(subject)
    const inputs = [withoutDuplicates(subject, input, ids)]
    const { state, transitions, facts, changed } = fold(subject, before, { inputs, program })
    if (!changed) return
    folds++
    state.n += 1
    events += facts.length
    states.set(subject, state)
    if (state.due !== undefined && state.due !== before?.due) deadlines.add(subject, state.due)
    for (const [index, transition] of transitions.entries()) {
      if (transition.t === 'owed') owe(subject, index, transition)
      else happened({ at: now, subject, transition, because: because() })
    }
  }

  /** What one is told may make it owe something in turn. */
  const carryAll = (): void => {
    for (let i = 0; i < owed.length; i++) {
      const { to, record } = owed[i] as Owed
      const input: FoldInput = { kind: 'relay', record, at: now, partition: 0, offset: offset++ }
      put(to, input, () => becauseTold(record))
    }
    owed.length = 0
  }

  const passTo = (instant: number): void => {
    for (let due = deadlines.earliest(); due !== undefined && due <= instant; ) {
      now = Math.max(now, due)
      for (const subject of deadlines.take()) put(subject, { kind: 'clock', now }, () => time)
      carryAll()
      due = deadlines.earliest()
    }
    now = Math.max(now, instant)
  }

  return {
    deliver: ({ key, value, at }) => {
      passTo(at)
      const record = decodeEventsRecord(value)
      const input: FoldInput = { kind: 'events', record, at: now, partition: 0, offset: offset++ }
      put(key, input, () => becauseOf(record))
      carryAll()
    },
    passTo,
    earliestDue: deadlines.earliest,
    states,
    events: () => events,
  }
}
