import { type ClaimHeader, limits } from '@waymark/schemas'
import { usageOf } from '../engagements/caps.ts'
import { grantedIn } from '../engagements/granted.ts'
import { factsOf } from '../facts-of.ts'
import { mineIn } from '../mine.ts'
import { own } from '../own.ts'
import type { PersonWork } from '../work.ts'

/** Whether a cap would be used up by what has been granted to other messages and not been painted yet. */
const isFull = (work: PersonWork, id: string): boolean => {
  const message = work.program.messages.get(id)
  if (!message) return false
  const looked = { state: work.state, facts: factsOf(work.state), program: work.program }
  return message.caps.some((cap) => {
    if (cap.of === 'account') return false
    const { used, max } = usageOf(cap, message, looked)
    return used + (cap.of === 'counter' ? grantedIn(looked, cap.counter, id).count : 0) >= max
  })
}

const refusal = (
  work: PersonWork,
  header: ClaimHeader,
): 'capped' | 'withdrawn' | 'elsewhere' | undefined => {
  const now = own(work.state.eng, header.engagement)
  if (!now || now.dec !== header.decision) return now?.shown.length ? 'capped' : 'withdrawn'
  if (now.lease && now.lease.until > work.state.clock && now.lease.claim !== header.claim)
    return 'elsewhere'
  return isFull(work, header.engagement) ? 'capped' : undefined
}

/** Grants a guide under a cap to one browser for a minute: the person's writer is the one that decides. */
export const applyClaim = (work: PersonWork, header: ClaimHeader): void => {
  const at = work.state.clock
  const about = { claim: header.claim, decision: header.decision, at }
  const reason = refusal(work, header)
  if (reason) {
    work.transitions.push({ t: 'not_granted', ...about, reason })
    return
  }
  const until = at + limits.leaseMs
  const now = mineIn(work, 'eng', header.engagement)
  if (now) now.lease = { claim: header.claim, until }
  work.transitions.push({ t: 'granted', ...about, until })
}
