import { type ClaimHeader, limits } from '@waymark/schemas'
import { own } from './own.ts'
import type { PersonWork } from './work.ts'

const refusal = (
  work: PersonWork,
  header: ClaimHeader,
): 'capped' | 'withdrawn' | 'elsewhere' | undefined => {
  const now = own(work.state.eng, header.engagement)
  if (!now || now.dec !== header.decision) return now?.shown.length ? 'capped' : 'withdrawn'
  return now.lease && now.lease.until > work.state.clock && now.lease.claim !== header.claim
    ? 'elsewhere'
    : undefined
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
  const now = own(work.state.eng, header.engagement)
  if (now) now.lease = { claim: header.claim, until }
  work.transitions.push({ t: 'granted', ...about, until })
}
