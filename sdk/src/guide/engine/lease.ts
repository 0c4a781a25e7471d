import type { Decision } from '@waymark/schemas/wire/messages'
import type { GuideHost } from '../../guide-contract.ts'
import type { Reason, Recorder } from './record.ts'

/** The server's leave to paint a capped guide; what is not used is given back, so that the person's quota is not lost. */
export interface Lease {
  /** `later`: no answer in time, or another tab has it: ask again another time. A guide without a cap needs no leave. */
  ask(): Promise<'granted' | 'denied' | 'later'>
  /**
   * It was painted: used up, and no further step has to ask again.
   *
   * @param alone it takes the whole attention: others wait until it has ended, or is given back
   */
  use(alone: boolean): void
  /** It is not on the screen after all, or not any more. */
  giveBack(reason: Reason): void
  /** It has ended, or the page belongs to someone else: nothing may be said of it any more. */
  forget(): void
}

export const createLease = (decision: Decision, host: GuideHost, record: Recorder): Lease => {
  const person = host.person()
  let held = false
  let used = false
  const giveBack = (reason: Reason): void => {
    if (held) record(used ? 'left' : 'released', { reason })
    held = false
  }
  return {
    ask: async () => {
      if (!decision.capped || used) return 'granted'
      const answer = await host.claim(decision.id)
      held = (answer.granted || answer.reason === 'late') && host.person() === person
      if (answer.granted) return 'granted'
      // It may have been granted just too late, and would be held for nobody.
      giveBack('not_granted')
      return answer.reason === 'late' || answer.reason === 'elsewhere' ? 'later' : 'denied'
    },
    use: (alone) => {
      held = alone
      used = true
    },
    giveBack,
    forget: () => {
      held = false
    },
  }
}
