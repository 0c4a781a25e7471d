import type { Pql } from '@waymark/schemas'
import { sayInstant } from '../fold/engagements/say-instant.ts'
import { own } from '../fold/own.ts'
import type { PqlClause, PqlStep } from '../program/pql-step.ts'
import type { Check, ExplainedDefinition, LookedAt } from './looked-at.ts'

const standsOf = ({ state }: LookedAt, id: string): string => {
  const { since, turn = 0, owner, outcome } = own(state.pql, id) ?? {}
  const is = since === undefined ? 'not one' : `one since ${sayInstant(since)}, turn ${turn}`
  const claimed = owner ? `, claimed by ${owner.by} on ${sayInstant(owner.at)}` : ''
  return `${is}${claimed}${outcome ? `, outcome: ${outcome.what}` : ''}`
}

/** Of conditions with weights each is asked, too: what it counts for is in its words. */
const clauseChecks = (clause: PqlClause, isOne: boolean, { ask }: LookedAt): readonly Check[] => {
  const { part, says, holds, stays, conditions = [] } = clause
  return [
    ask(part, says, isOne ? (stays ?? holds) : holds),
    ...conditions.map(({ weight, says: wants, holds: each }) =>
      ask(`${part}, weight ${weight}`, wants, each),
    ),
  ]
}

const stepCalled = ({ level }: LookedAt, id: string): PqlStep | undefined =>
  level.steps.find((step): step is PqlStep => step.step === 'pql' && step.id === id)

/** The clauses that make a PQL, by what it takes to stay one where it is one; and the rule that ends it. */
export const explainPql = ({ id, level, leave }: Pql, looked: LookedAt): ExplainedDefinition => {
  const isOne = own(looked.state.pql, id)?.since !== undefined
  const clauses = stepCalled(looked, id)?.clauses ?? []
  return {
    kind: 'pql',
    id,
    stands: standsOf(looked, id),
    checks: [
      ...clauses.flatMap((clause) => clauseChecks(clause, isOne, looked)),
      ...looked.askRule('leave', leave, { level, node: `pql/${id}`, key: 'leave' }),
    ],
  }
}
