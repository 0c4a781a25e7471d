import type { Decision } from '@waymark/schemas'
import type { GuideHost } from '../../guide-contract.ts'
import type { Reason, Recorder } from './record.ts'

/** The server's leave to paint a capped guide; what is not used is given back, so that the person's quota is not lost. */
export interface Lease {
  /** `later`: no answer in time, ask again another time. A guide without a cap needs no leave. */
  ask(): Promise<'granted' | 'denied' | 'later'>
  /** It was painted: used up, and no further step has to ask again. */
  use(): void
  giveBack(reason: Reason): void
  /** The page belongs to someone else: nothing may be said of it any more. */
  forget(): void
}

export const createLease = (decision: Decision, host: GuideHost, record: Recorder): Lease => {
  const person = host.person()
  let held = false
  let used = false
  return {
    ask: async () => {
      if (!decision.capped || used) return 'granted'
      const answer = await host.claim(decision.id)
      held = answer.granted && host.person() === person
      if (answer.granted) return 'granted'
      return answer.reason === 'late' ? 'later' : 'denied'
    },
    use: () => {
      held = false
      used = true
    },
    giveBack: (reason) => {
      if (held) record('released', { reason })
      held = false
    },
    forget: () => {
      held = false
    },
  }
}
