import type {
  Definition,
  Leaf,
  Level,
  Lifecycle,
  Milestone,
  Pql,
  ScoreDefinition,
  Segment,
} from '@waymark/schemas'
import { workedRule } from './account-is-worked.ts'
import { messagePrograms } from './engagement-programs.ts'
import { flowPrograms } from './flow-programs.ts'
import { inOrder } from './in-order.ts'
import { lifecycleStep } from './lifecycle-step.ts'
import { pqlStep } from './pql-step.ts'
import type {
  AccountReads,
  LevelProgram,
  MilestoneStep,
  Program,
  SegmentStep,
  Step,
} from './program.ts'
import { readsAccountName } from './reads-account-name.ts'
import { createRuleCompiler, type RuleCompiler } from './rule-compiler.ts'
import { awakeEngagements, awakeFlows, awakeSteps } from './sleepers.ts'

/** A definition in force, with its version. */
export interface Published {
  readonly version: number
  readonly definition: Definition
}

const milestoneStep = (compiler: RuleCompiler, m: Milestone): MilestoneStep => {
  const { level, verified } = m
  const at = (key: string) => ({ level, node: `${m.kind}/${m.id}`, key, verified })
  const started = m.started && compiler.rule(m.started, at('started'))
  const reached = compiler.rule(m.reached, at('reached'))
  return {
    step: 'milestone',
    id: m.id,
    name: m.name ?? m.id,
    order: m.order,
    started,
    reached,
    leaves: {
      started: compiler.leavesAt(at('started')),
      reached: compiler.leavesAt(at('reached')),
    },
  }
}

const segmentStep = (compiler: RuleCompiler, s: Segment): SegmentStep => ({
  step: 'segment',
  id: s.id,
  rule: compiler.rule(s.rule, {
    level: s.level,
    node: `${s.kind}/${s.id}`,
    key: 'rule',
    verified: s.verified,
  }),
})

const ofKind = <D extends Definition>(
  published: readonly Published[],
  kind: D['kind'],
): readonly D[] => published.map((p) => p.definition).filter((d): d is D => d.kind === kind)

interface Parts {
  readonly compiler: RuleCompiler
  readonly published: readonly Published[]
}

/** Steps of one level by name: by milestone order, then segments, then PQLs, then the lifecycle. */
const stepsOf = ({ compiler, published }: Parts, level: Level): ReadonlyMap<string, Step> => {
  const steps = new Map<string, Step>()
  const milestones = ofKind<Milestone>(published, 'milestone')
    .filter((m) => m.level === level)
    .toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  for (const m of milestones) steps.set(`milestone/${m.id}`, milestoneStep(compiler, m))
  for (const s of ofKind<Segment>(published, 'segment')) {
    if (s.level === level) steps.set(`segment/${s.id}`, segmentStep(compiler, s))
  }
  for (const { id, level: own } of ofKind<ScoreDefinition>(published, 'score')) {
    const scored = own === level && compiler.score(id, level)
    if (scored) steps.set(`score/${id}`, { step: 'score', id, scored })
  }
  const pqls = ofKind<Pql>(published, 'pql').filter((p) => p.level === level)
  for (const p of pqls) steps.set(`pql/${p.id}`, pqlStep(compiler, p))
  const own = ofKind<Lifecycle>(published, 'lifecycle').find((l) => l.level === level)
  steps.set(
    `lifecycle/${level}`,
    lifecycleStep(compiler, { level, own, pqls: pqls.map((p) => p.id) }),
  )
  return steps
}

/**
 * Each after what it reads, also by way of the account: what a person's step asks of the account may rest on what the account asks of its
 * members.
 */
const ordered = (compiler: RuleCompiler, steps: ReadonlyMap<string, Step>): readonly Step[] =>
  inOrder([...steps.keys()], (name) => readsBeyond(compiler, name, steps)).map(
    (name) => steps.get(name) as Step,
  )

/** The steps that a step reads, itself or through what is no step of its level. */
const readsBeyond = (
  compiler: RuleCompiler,
  name: string,
  steps: ReadonlyMap<string, Step>,
): readonly string[] => {
  const met = new Set<string>()
  const visit = (node: string): void => {
    if (met.has(node)) return
    met.add(node)
    if (!steps.has(node)) compiler.readsOf(node).forEach(visit)
  }
  compiler.readsOf(name).forEach(visit)
  return [...met]
}

/** Leaves by what they listen to; those that hear everything hear what else nobody listens to. */
export const listenersOf = (leaves: ReadonlyMap<string, Leaf>): LevelProgram['listeners'] => {
  const everything = [...leaves.values()].filter(({ listens }) => listens.includes('*'))
  const listeners = new Map<string, Leaf[]>()
  for (const leaf of leaves.values()) {
    for (const kind of leaf.listens) {
      const list = listeners.get(kind)
      if (list) list.push(leaf)
      else listeners.set(kind, kind === '*' ? [leaf] : [...everything, leaf])
    }
  }
  return { get: (kind) => listeners.get(kind) ?? listeners.get('*') }
}

/** All that a node reads, and what that reads, up to the rules about members. */
const readBy = (compiler: RuleCompiler, node: string, known = new Set<string>()): Set<string> => {
  if (known.has(node)) return known
  known.add(node)
  if (!node.startsWith('person-rule/'))
    for (const read of compiler.readsOf(node)) readBy(compiler, read, known)
  return known
}

const accountReadsOf = (compiler: RuleCompiler): ReadonlyMap<string, AccountReads> => {
  const memberRules = compiler.relayed('person')
  return new Map(
    compiler.relayed('account').map(({ hash }) => {
      const nodes = readBy(compiler, `account-rule/${hash}`)
      const leaves = new Set([...nodes].flatMap(compiler.leavesOf))
      const members = memberRules.filter((rule) => nodes.has(`person-rule/${rule.hash}`))
      return [hash, { leaves, members }]
    }),
  )
}

/** Definitions may not read each other in a circle, not even by way of an account and its members. */
const refuseCircles = (compiler: RuleCompiler): void => {
  inOrder(compiler.nodes(), compiler.readsOf)
}

/**
 * Compiles all definitions of an environment.
 * @throws RuleError where a rule cannot be evaluated, CycleError where definitions read each other in a circle.
 */
export const compileProgram = (
  env: string,
  version: number,
  published: readonly Published[],
): Program => {
  const compiler = createRuleCompiler(published.map((p) => p.definition))
  const parts = { compiler, published }
  const stepsOfPeople = stepsOf(parts, 'person')
  const stepsOfAccounts = stepsOf(parts, 'account')
  const { engagements, messages } = messagePrograms(compiler, published)
  const flows = flowPrograms(compiler, published, messages)
  const tellsWorked =
    [...messages.values()].some(({ marketing }) => marketing) &&
    [...stepsOfAccounts.values()].some(({ step }) => step === 'pql')
  const champions = ofKind<Pql>(published, 'pql').flatMap((p) =>
    p.level === 'account' && p.champion
      ? [
          {
            pql: p.id,
            evaluate: compiler.rule(p.champion, {
              level: 'person',
              node: `champion/${p.id}`,
              key: 'champion',
            }),
          },
        ]
      : [],
  )
  refuseCircles(compiler)
  const personSteps = ordered(compiler, stepsOfPeople)
  const accountSteps = ordered(compiler, stepsOfAccounts)
  const level = (name: Level, steps: readonly Step[]): LevelProgram => {
    const leaves = compiler.leaves(name)
    const milestones = steps.filter((s): s is MilestoneStep => s.step === 'milestone')
    const holds = compiler.holds(name)
    const own = flows.filter((flow) => flow.level === name)
    return {
      level: name,
      steps,
      leaves,
      holds,
      listeners: listenersOf(leaves),
      milestones,
      flows: own,
      awakeSteps: awakeSteps(steps),
      awakeFlows: awakeFlows(own),
    }
  }
  return {
    env,
    version,
    person: level('person', personSteps),
    account: level('account', accountSteps),
    needs: compiler.needs(),
    since: new Map(),
    past: -1,
    accountRules: tellsWorked
      ? [...compiler.relayed('account'), workedRule]
      : compiler.relayed('account'),
    accountReads: accountReadsOf(compiler),
    memberRules: compiler.relayed('person'),
    readsDecisions: compiler.readsDecisions(),
    readsAccountName: readsAccountName(published.map((p) => p.definition)),
    engagements,
    awakeEngagements: awakeEngagements(engagements),
    messages,
    calendar: compiler.calendar,
    champions,
  }
}
