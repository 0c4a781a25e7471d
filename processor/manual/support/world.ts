import {
  type ClaimHeader,
  type CommandHeader,
  type Definition,
  type DidSummary,
  type EventsHeader,
  type FactRow,
  parseDefinition,
  type RelayRecord,
  type SubjectKey,
  type Summary,
  subjectKey,
  type Transition,
} from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { explainDefinitions } from '../../src/explain/explain-definitions.ts'
import { type Explained, explainMessages } from '../../src/explain/explain-messages.ts'
import type { ExplainedDefinition } from '../../src/explain/looked-at.ts'
import { fold } from '../../src/fold/fold.ts'
import type { FoldInput } from '../../src/fold/inputs/input.ts'
import type { AccountState, PersonState, SubjectState } from '../../src/fold/state.ts'
import { compileProgram } from '../../src/program/compile-program.ts'
import type { Program } from '../../src/program/program.ts'

/** A transition and whose it was. */
export interface Happened {
  readonly subject: SubjectKey
  readonly transition: Transition
}

/** One fold that took place: enough to do it again. */
export interface Step {
  readonly subject: SubjectKey
  readonly input: FoldInput
  readonly program: Program
  readonly after: SubjectState
  readonly transitions: readonly Transition[]
  readonly facts: readonly FactRow[]
}

export type Sent = Partial<WireEvent>

const startsAt = Date.parse('2026-03-02T09:00:00Z')

const published = (documents: readonly unknown[]) =>
  documents.map((document, i) => {
    const parsed = parseDefinition(document)
    if (!parsed.ok)
      throw new Error(`${JSON.stringify(parsed.problems)} in ${JSON.stringify(document)}`)
    return { version: i + 1, definition: parsed.definition as Definition }
  })

const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}

/** What `state` would give back: plain JSON, its version raised. Frozen: whoever touches it is no pure function. */
export const written = (state: SubjectState): SubjectState => {
  const copy: SubjectState = JSON.parse(JSON.stringify(state))
  copy.n += 1
  return frozen(copy)
}

const subjectOf = (event: Sent): SubjectKey =>
  event.userId
    ? subjectKey('test', 'user', event.userId)
    : subjectKey('test', 'anonymous', event.anonymousId ?? '')

/** What waits to be carried, by debtor: each debtor's in order, as the router carries a partition of `state`. */
const createDebts = () => {
  const queues = new Map<SubjectKey, { readonly to: SubjectKey; readonly record: RelayRecord }[]>()
  const numbers = new Map<SubjectKey, number>()
  let offset = 0
  return {
    take: (from: SubjectKey, transitions: readonly Transition[]): void => {
      offset++
      for (const [i, transition] of transitions.entries()) {
        if (transition.t !== 'owed') continue
        const { to, at, debt, quiet } = transition
        const p = numbers.get(from) ?? numbers.set(from, numbers.size).size - 1
        const record = {
          v: 1,
          from,
          p,
          o: offset,
          i,
          at,
          debt,
          ...(quiet ? { quiet } : {}),
        } as const
        queues.set(from, [...(queues.get(from) ?? []), { to, record }])
      }
    },
    /** The oldest debt of one of the debtors. */
    next: (choice = 0) => {
      const waiting = [...queues.values()].filter((queue) => queue.length > 0)
      return waiting[choice % Math.max(1, waiting.length)]?.shift()
    },
  }
}

/**
 * A whole Waymark in a few lines: the fold, a clock that only moves when told, and a router that carries debts at once, unless
 * it is held. What the processor does with logs and partitions, this does with a map and a list.
 */
export const createWorld = (...documents: unknown[]) => {
  let inForce = published(documents)
  let program = compileProgram('test', 1, inForce)
  let now = startsAt
  let offset = 0
  let message = 0
  let held = false
  const states = new Map<SubjectKey, SubjectState>()
  const happened: Happened[] = []
  const steps: Step[] = []
  const debts = createDebts()

  const put = (subject: SubjectKey, input: FoldInput): void => {
    const folded = fold(subject, states.get(subject), { inputs: [frozen(input)], program })
    if (!folded.changed) return
    const after = written(folded.state)
    const { transitions } = folded
    states.set(subject, after)
    steps.push({ subject, input, program, after, transitions, facts: folded.facts })
    for (const transition of transitions)
      if (transition.t !== 'owed') happened.push({ subject, transition })
    debts.take(subject, transitions)
    if (!held) carryAll()
  }
  const carry = (choice?: number): boolean => {
    const debt = debts.next(choice)
    if (!debt) return false
    offset++
    put(debt.to, { kind: 'relay', record: debt.record, at: now, partition: 0, offset })
    return true
  }
  const carryAll = (): void => {
    while (carry());
  }
  const sendAll = (events: readonly Sent[], header: Partial<EventsHeader> = {}): void => {
    const full = events.map((event) => {
      message++
      return { messageId: `m${message}`, type: 'track', ...event } as WireEvent
    })
    const live = { v: 1, kind: 'live', env: 'test', source: 'browser', received: now, skew: 0 }
    const record = { header: { ...live, ...header } as EventsHeader, events: full }
    offset++
    put(subjectOf(events[0] ?? {}), { kind: 'events', record, at: now, partition: 0, offset })
  }
  const wakeUntil = (until: number): void => {
    for (;;) {
      const dues = [...states.values()].filter((s) => s.due !== undefined && s.due <= until)
      const next = dues.sort((a, b) => (a.due ?? 0) - (b.due ?? 0))[0]
      if (!next) return
      now = Math.max(now, next.due ?? 0)
      put(next.s, { kind: 'clock', now })
    }
  }
  const stateOf = <S extends SubjectState>(kind: 'user' | 'anonymous' | 'account', id: string): S =>
    states.get(subjectKey('test', kind, id)) as S
  return {
    /** One event, received now. */
    send: (event: Sent, header?: Partial<EventsHeader>): void => sendAll([event], header),
    /** Several events of one request: one record, one step. */
    sendAll,
    /** A record that is not events: a claim, a human's command. */
    sendRecord: (subject: SubjectKey, header: ClaimHeader | CommandHeader): void => {
      offset++
      const record = { header, events: [] } as const
      put(subject, { kind: 'events', record, at: now, partition: 0, offset })
    },
    /** Folds an input as it is: a record that the log gives a second time. */
    put,
    states,
    happened,
    /** Every fold that changed something, in order. */
    steps,
    get now() {
      return now
    },
    /** From now on debts wait until they are carried. */
    hold: (): void => {
      held = true
    },
    /** Carries the oldest debt of one debtor; false where there is none. */
    carry,
    carryAll,
    /** Lets time pass; what falls due happens on its way, at its own instant. */
    pass: (ms: number): void => {
      const until = now + ms
      wakeUntil(until)
      now = until
    },
    /** Lets time pass while the processor is down: nothing is woken. */
    sleep: (ms: number): void => {
      now += ms
    },
    redefine: (...changed: unknown[]): void => {
      inForce = published(changed)
      program = compileProgram('test', program.version + 1, inForce)
    },
    person: (userId: string) => stateOf<PersonState>('user', userId),
    visitor: (anonymousId: string) => stateOf<PersonState>('anonymous', anonymousId),
    account: (groupId: string) => stateOf<AccountState>('account', groupId),
    /** Transitions of one kind, in the order they happened. */
    all: <T extends Transition['t']>(
      t: T,
    ): readonly (Extract<Transition, { t: T }> & { readonly subject: SubjectKey })[] =>
      happened
        .filter(({ transition }) => transition.t === t)
        .map(({ subject, transition }) => ({
          ...(transition as Extract<Transition, { t: T }>),
          subject,
        })),
    explain: (userId: string, guide?: string): readonly Explained[] => {
      const state = stateOf<PersonState>('user', userId)
      return explainMessages(state, { program, now, ...(guide === undefined ? {} : { guide }) })
    },
    /** What definitions make of a subject that has been folded. */
    explainDefinitions: (state: SubjectState): readonly ExplainedDefinition[] =>
      explainDefinitions(state, { program, published: inForce, now }),
  }
}

/** What was counted, leaf by leaf. */
export const countsIn = (leaves: { readonly [leaf: string]: Summary }): readonly DidSummary[] =>
  Object.values(leaves).filter((summary) => 'n' in summary)

export type World = ReturnType<typeof createWorld>

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
