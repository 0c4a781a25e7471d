import {
  durationMs,
  type Evaluate,
  isTrue,
  isWeighted,
  type Pql,
  type PqlRoute,
  type Reason,
  type Rule,
  sayRule,
  until,
  verdict,
  type WeightedRules,
} from '@waymark/schemas'
import type { RuleCompiler, RulePlace } from './rule-compiler.ts'

/** A clause of a PQL: what it wants in words, and whether it holds. */
export interface PqlClause {
  readonly part: Exclude<Reason['part'], 'leave'>
  readonly id: string
  readonly says: string
  /** Enough to become one. */
  readonly holds: Evaluate
  /** Enough to stay one; absent: as much as it takes to become one. */
  readonly stays?: Evaluate
  /** Of a clause that is several with weights. */
  readonly conditions?: readonly PqlCondition[]
}

interface PqlCondition {
  readonly weight: number
  readonly says: string
  readonly holds: Evaluate
}

/** One way to find an owner. */
export type RouteProgram =
  | { readonly by: 'trait'; readonly trait: string }
  | {
      readonly by: 'rule'
      readonly when: Evaluate
      readonly owner: string
      readonly to: readonly string[] | undefined
    }
  | { readonly by: 'turn'; readonly owners: readonly string[] }

export interface PqlAlert {
  readonly to: readonly string[]
  readonly cooldownMs: number
  readonly say: string | undefined
  readonly atMost: { readonly max: number; readonly withinMs: number } | undefined
  readonly quiet: { readonly from: string; readonly until: string } | undefined
  readonly route: readonly RouteProgram[]
}

export interface PqlStep {
  readonly step: 'pql'
  readonly id: string
  readonly name: string
  readonly clauses: readonly PqlClause[]
  /** Absent: left as soon as a clause fails. */
  readonly leave: Evaluate | undefined
  /** The rule in words by which it is left. */
  readonly leaveSays: string | undefined
  /** Only what servers said counts. */
  readonly verified: boolean
  readonly alert: PqlAlert | undefined
}

type Part = Exclude<PqlClause['part'], 'milestone'>

/** Where a rule of the PQL stands, by its key. */
type At = (key: string) => RulePlace

/** Each member of a top-level `all` is a clause of its own. */
const clausesOf = (rule: Rule): readonly Rule[] => ('all' in rule ? rule.all : [rule])

/** At least so much of the whole weight; it may differ when the first of the conditions does. */
const atLeast = (conditions: readonly PqlCondition[], points: number): Evaluate => {
  const whole = conditions.reduce((sum, { weight }) => sum + weight, 0)
  return (facts) => {
    let [sum, end] = [0, Number.POSITIVE_INFINITY]
    for (const { weight, holds } of conditions) {
      const said = holds(facts)
      if (isTrue(said)) sum += weight
      end = Math.min(end, until(said))
    }
    return verdict(100 * sum >= points * whole, end)
  }
}

const weightedClause = (
  compiler: RuleCompiler,
  { part, of: body }: { readonly part: Part; readonly of: WeightedRules },
  at: At,
): PqlClause => {
  const conditions = body.of.map(({ weight, when }, i) => ({
    weight,
    says: sayRule(when, compiler.nameOf),
    holds: compiler.rule(when, at(`${part}.of[${i}].when`)),
  }))
  const stays = body.leave === undefined ? {} : { stays: atLeast(conditions, body.leave) }
  const says = `${part} is at least ${body.enter} of 100`
  return { part, id: '', says, holds: atLeast(conditions, body.enter), ...stays, conditions }
}

const partClauses = (
  compiler: RuleCompiler,
  { part, body }: { readonly part: Part; readonly body: Pql[Part] },
  at: At,
): readonly PqlClause[] => {
  if (!body) return []
  if (isWeighted(body)) return [weightedClause(compiler, { part, of: body }, at)]
  return clausesOf(body).map((clause) => ({
    part,
    id: '',
    says: sayRule(clause, compiler.nameOf),
    holds: compiler.rule(clause, at(part)),
  }))
}

const routeProgram = (compiler: RuleCompiler, one: PqlRoute, place: RulePlace): RouteProgram => {
  if ('trait' in one) return { by: 'trait', trait: one.trait }
  if ('rotate' in one) return { by: 'turn', owners: one.rotate }
  return { by: 'rule', when: compiler.rule(one.when, place), owner: one.owner, to: one.to }
}

const alertOf = (compiler: RuleCompiler, alert: Pql['alert'], at: At): PqlAlert | undefined => {
  if (!alert) return undefined
  const most = alert['at-most']
  return {
    to: alert.to,
    cooldownMs: alert.cooldown ? durationMs(alert.cooldown) : 0,
    say: alert.say,
    atMost: most && { max: most.max, withinMs: durationMs(most.within) },
    quiet: alert['quiet-hours'],
    route: (alert.route ?? []).map((one, i) =>
      routeProgram(compiler, one, at(`alert.route[${i}].when`)),
    ),
  }
}

/** Compiles a PQL: milestones, fit, behaviour and intent as clauses, and who is told. */
export const pqlStep = (compiler: RuleCompiler, pql: Pql): PqlStep => {
  const { level, verified } = pql
  const at: At = (key) => ({ level, node: `pql/${pql.id}`, key, verified })
  const milestones: readonly PqlClause[] = (pql.milestones ?? []).map((id, i) => ({
    part: 'milestone',
    id,
    says: `reached ${compiler.nameOf('milestone', id)}`,
    holds: compiler.rule({ milestone: { id } }, at(`milestones[${i}]`)),
  }))
  const parts = (['fit', 'behaviour', 'intent'] as const).flatMap((part) =>
    partClauses(compiler, { part, body: pql[part] }, at),
  )
  return {
    step: 'pql',
    id: pql.id,
    name: pql.name ?? pql.id,
    clauses: [...milestones, ...parts],
    leave: pql.leave && compiler.rule(pql.leave, { ...at('leave'), verified: false }),
    leaveSays: pql.leave && sayRule(pql.leave, compiler.nameOf),
    verified: verified === true,
    alert: alertOf(compiler, pql.alert, at),
  }
}
