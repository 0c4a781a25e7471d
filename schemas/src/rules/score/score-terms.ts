import type { EventMatch } from '../event-match.ts'
import type { Rule } from '../rule.ts'
import type { Level } from '../rule-kind.ts'
import type { ScorePart } from './score-parts.ts'

/** What a score is made of; its definition says more about each. */
export interface ScoreTerms {
  readonly level: Level
  readonly core: readonly EventMatch[]
  readonly active?: readonly EventMatch[]
  readonly where?: Rule
  readonly verified?: true
  readonly weights?: { readonly [Part in ScorePart]?: number }
  readonly cap?: number
}
