import type { Answers, Decision } from '@waymark/schemas'
import type { GuideHost } from '../../guide-contract.ts'

/** A guide of several steps that somebody is in the middle of: it goes on after the page is loaded anew, or on the next one. */
export interface UnderWay {
  readonly decision: Decision
  readonly step: number
  readonly answers: Answers
}

/** Kept by the host for this tab only, and for this person. */
export const keepUnderWay = (host: GuideHost, underWay: UnderWay | undefined): void =>
  host.keep(underWay && JSON.stringify({ ...underWay, person: host.person() }))

export const readUnderWay = (host: GuideHost): UnderWay | undefined => {
  const found: unknown = JSON.parse(host.kept() ?? 'null')
  if (!isUnderWay(found) || found.person !== host.person()) return undefined
  return found
}

/** Storage is the page's: what is in there may be anything. */
const isUnderWay = (found: unknown): found is UnderWay & { readonly person: string } => {
  const { decision, step, answers } = (found ?? {}) as Partial<UnderWay>
  return (
    typeof decision?.id === 'string' &&
    typeof decision.content === 'string' &&
    typeof decision.trigger === 'object' &&
    typeof decision.values === 'object' &&
    Number.isInteger(step) &&
    typeof answers === 'object'
  )
}
