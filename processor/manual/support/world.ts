import {
  type ClaimHeader,
  type CommandHeader,
  type Definition,
  type EventsHeader,
  parseDefinition,
  type SubjectKey,
  subjectKey,
  type Transition,
  type WireEvent,
} from '@waymark/schemas'
import { type Explained, explain } from '../../src/explain.ts'
import { fold } from '../../src/fold/fold.ts'
import type { FoldInput } from '../../src/fold/input.ts'
import type { AccountState, PersonState, SubjectState } from '../../src/fold/state.ts'
import { compileProgram } from '../../src/program/compile-program.ts'

/** A transition and whose it was. */
export interface Happened {
  readonly subject: SubjectKey
  readonly transition: Transition
}

type Sent = Partial<WireEvent> & { readonly groupId?: string }

const startsAt = Date.parse('2026-03-02T09:00:00Z')

const published = (documents: readonly unknown[]) =>
  documents.map((document, i) => {
    const parsed = parseDefinition(document)
    if (!parsed.ok)
      throw new Error(`${JSON.stringify(parsed.problems)} in ${JSON.stringify(document)}`)
    return { version: i + 1, definition: parsed.definition as Definition }
  })

/**
 * A whole Waymark in a few lines: the fold, a clock that only moves when told, and a router that carries debts at once.
 * What the processor does with logs and partitions, this does with a map and a list.
 */
export const createWorld = (...documents: unknown[]) => {
  let program = compileProgram('test', 1, published(documents))
  let now = startsAt
  let offset = 0
  let message = 0
  const states = new Map<SubjectKey, SubjectState>()
  const happened: Happened[] = []

  const put = (subject: SubjectKey, input: FoldInput): void => {
    const { state, transitions, changed } = fold(subject, states.get(subject), {
      inputs: [input],
      program,
    })
    if (!changed) return
    state.n += 1
    states.set(subject, state)
    for (const [i, transition] of transitions.entries()) {
      if (transition.t !== 'owed') {
        happened.push({ subject, transition })
        continue
      }
      const { to, at, debt, quiet } = transition
      offset++
      const record = {
        v: 1 as const,
        from: subject,
        p: 0,
        o: offset,
        i,
        at,
        debt,
        ...(quiet ? { quiet } : {}),
      }
      put(to, { kind: 'relay', record, at: now, partition: 0, offset })
    }
  }
  const subjectOf = (event: Sent): SubjectKey =>
    event.userId
      ? subjectKey('test', 'user', event.userId)
      : subjectKey('test', 'anonymous', event.anonymousId ?? '')

  const send = (event: Sent, header: Partial<EventsHeader> = {}): void => {
    message++
    const full = { messageId: `m${message}`, type: 'track', ...event } as WireEvent
    const record = {
      header: {
        v: 1,
        kind: 'live',
        env: 'test',
        source: 'browser',
        received: now,
        skew: 0,
        ...header,
      } as EventsHeader,
      events: [full],
    }
    offset++
    put(subjectOf(event), { kind: 'events', record, at: now, partition: 0, offset })
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
  return {
    send,
    /** A record that is not events: a claim, a human's command. */
    sendRecord: (subject: SubjectKey, header: ClaimHeader | CommandHeader): void => {
      offset++
      put(subject, {
        kind: 'events',
        record: { header, events: [] },
        at: now,
        partition: 0,
        offset,
      })
    },
    states,
    happened,
    get now() {
      return now
    },
    /** Lets time pass; what falls due happens on its way. */
    pass: (ms: number): void => {
      const until = now + ms
      wakeUntil(until)
      now = until
    },
    redefine: (...changed: unknown[]): void => {
      program = compileProgram('test', program.version + 1, published(changed))
    },
    person: (userId: string) => states.get(subjectKey('test', 'user', userId)) as PersonState,
    visitor: (anonymousId: string) =>
      states.get(subjectKey('test', 'anonymous', anonymousId)) as PersonState,
    account: (groupId: string) =>
      states.get(subjectKey('test', 'account', groupId)) as AccountState,
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
      const state = states.get(subjectKey('test', 'user', userId)) as PersonState
      return explain(state, { program, now, ...(guide === undefined ? {} : { guide }) })
    },
  }
}

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
