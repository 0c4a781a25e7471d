import type { Debt } from '../debt.ts'
import type { SubjectKey } from '../subject.ts'

/** Who turned out to be whom, who belongs to which account, and what one subject tells another. */
export type SubjectTransition =
  | { readonly t: 'merged'; readonly into: SubjectKey; readonly at: number }
  | { readonly t: 'absorbed'; readonly from: SubjectKey; readonly at: number }
  | { readonly t: 'joined'; readonly account: string; readonly at: number }
  | {
      readonly t: 'owed'
      readonly to: SubjectKey
      /** The debtor's clock. */
      readonly at: number
      readonly debt: Debt
      /** Of history: nothing is sent for it at the other end either. */
      readonly quiet?: true
    }
