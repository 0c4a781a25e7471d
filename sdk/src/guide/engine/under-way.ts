import type { Answers } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import type { GuideHost } from '../../guide-contract.ts'
import { parseBare } from './parse-bare.ts'

/** A guide that somebody is in the middle of: it goes on after the page is loaded anew, or on the next one. */
export interface UnderWay {
  readonly decision: Decision
  readonly step: number
  readonly answers: Answers
  /** The steps that led there, and itself: where "Back" goes. */
  readonly passed?: readonly number[]
  /** The addresses at which steps were shown last: "Back" leads to one of another page there. */
  readonly pages?: { readonly [step: number]: string }
}

/** Kept by the host for this tab only, and for this person. Absent: it has ended. */
export const keepUnderWay = (host: GuideHost, id: string, underWay?: UnderWay): void => {
  const others = readUnderWay(host).filter(({ decision }) => decision.id !== id)
  const guides = underWay ? [...others, underWay] : others
  host.keep(guides.length > 0 ? JSON.stringify({ person: host.person(), guides }) : undefined)
}

/** Storage is the page's: what is in there may be anything, and of anybody. */
export const readUnderWay = (host: GuideHost): readonly UnderWay[] => {
  try {
    const { person, guides } = parseBare(host.kept() ?? '{}')
    return person === host.person() ? guides.filter(isUnderWay) : []
  } catch {
    return []
  }
}

const isUnderWay = ({ decision, step, answers, passed = [], pages = {} }: UnderWay): boolean =>
  typeof decision.id === 'string' &&
  typeof decision.trigger === 'object' &&
  Number.isInteger(step) &&
  typeof answers === 'object' &&
  Array.isArray(passed) &&
  pages !== null
