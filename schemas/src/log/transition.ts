import type { FlowTransition } from './transitions/flows.ts'
import type { LeadTransition } from './transitions/leads.ts'
import type { MessageTransition } from './transitions/messages.ts'
import type { SendTransition } from './transitions/sends.ts'
import type { SubjectTransition } from './transitions/subjects.ts'
import type { VerdictTransition } from './transitions/verdicts.ts'

/**
 * A change that the fold decided, in the same record as the snapshot that it led to.
 * (subject, version, index) names it everywhere: webhook ids, rows, relay origins. `at` is what it is dated by; `folded` is the
 * subject's clock when it was decided, where that is another instant: only from then on anything can have known of it.
 */
export type Transition =
  | VerdictTransition
  | LeadTransition
  | MessageTransition
  | SendTransition
  | FlowTransition
  | SubjectTransition
