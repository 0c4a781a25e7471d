import { type ClaimHeader, limits, type Transition } from '@waymark/schemas'
import type { ClaimResponse } from '@waymark/schemas/wire/messages'
import type { EventLog } from '@waymark/storage'
import { resolvePerson, type Visitor } from './resolve-person.ts'
import type { ServingView } from './serving-view.ts'

/** Asks the person's writer whether a capped guide may be painted. */
export interface Claims {
  /** @throws StorageError where the wish could not be written. */
  readonly claim: (visitor: Visitor, decision: string) => Promise<ClaimResponse>
  /** Told of every record that counts; reads what it tells only while somebody waits for an answer. */
  readonly onTransitions: (read: () => readonly Transition[]) => void
}

interface ClaimsDeps {
  readonly log: EventLog
  readonly serving: ServingView
  readonly clock: () => number
  readonly newId: (prefix: string) => string
}

type Answer = (response: ClaimResponse) => void

const encode = (header: ClaimHeader): Buffer => Buffer.from(`${JSON.stringify(header)}\n[]`)

/** The answers that are being waited for, by claim. */
const createWaiting = () => {
  const waiting = new Map<string, Answer>()
  return {
    wait: (claim: string): Promise<ClaimResponse> =>
      new Promise((resolve) => {
        const settle: Answer = (response) => {
          clearTimeout(timer)
          waiting.delete(claim)
          resolve(response)
        }
        const timer = setTimeout(
          () => settle({ granted: false, reason: 'late' }),
          limits.claimWaitMs,
        )
        waiting.set(claim, settle)
      }),
    onTransitions: (read: () => readonly Transition[]): void => {
      if (waiting.size === 0) return
      for (const transition of read()) {
        if (transition.t === 'granted') {
          waiting.get(transition.claim)?.({ granted: true, until: transition.until })
        } else if (transition.t === 'not_granted') {
          waiting.get(transition.claim)?.({ granted: false, reason: transition.reason })
        }
      }
    },
  }
}

/** A claim is a record on `events`; its answer is a transition on `state` that names it. */
export const createClaims = (deps: ClaimsDeps): Claims => {
  const waiting = createWaiting()
  return {
    onTransitions: waiting.onTransitions,
    claim: async (visitor, decision) => {
      const { subject, part } = resolvePerson(visitor, deps.serving.get)
      const decided = part?.dec.find(({ id }) => id === decision)
      if (subject === undefined || !decided) return { granted: false, reason: 'withdrawn' }
      const received = deps.clock()
      if (!decided.capped) return { granted: true, until: received + limits.leaseMs }
      const claim = deps.newId('claim')
      const { engagement, guide } = decided
      const value = encode({
        v: 1,
        kind: 'claim',
        env: visitor.env,
        received,
        claim,
        decision,
        engagement,
        guide,
      })
      // Waiting begins before the append ends: the answer may overtake it.
      const answer = waiting.wait(claim)
      const appended = deps.log.append([{ topic: 'events', key: subject, value }])
      return Promise.race([answer, appended.then(() => answer)])
    },
  }
}
