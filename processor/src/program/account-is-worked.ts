import { type Facts, type Verdict, verdict } from '@waymark/schemas'
import type { SubjectFacts } from '../fold/facts-of.ts'

/** Names the fact among the rules that an account answers to its members; no rule's hash begins like that. */
const name = '~worked'

/**
 * Whether somebody in sales works the account: no rule that an author could write, but told to the members as those are, so that
 * whoever has just joined waits for it.
 */
export const workedRule = {
  hash: name,
  evaluate: (facts: SubjectFacts): Verdict => verdict(facts.worked()),
} as const

/** What the person's account said of it last. */
export const accountIsWorked = (facts: Pick<Facts, 'account'>): Verdict =>
  verdict(facts.account(name)?.is === true)
