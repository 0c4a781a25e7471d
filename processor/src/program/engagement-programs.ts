import {
  always,
  canonicalJson,
  durationMs,
  type Engagement,
  type Evaluate,
  type Flow,
  type Guide,
  namedBy,
  type Policy,
  type Rule,
  sayRule,
  tokensIn,
  verdict,
} from '@waymark/schemas'
import { countersOf, ownCaps, policyCaps } from './caps.ts'
import type { Published } from './compile-program.ts'
import { type Draft, draftsOf, flowDrafts } from './drafts.ts'
import type {
  DrawProgram,
  EngagementProgram,
  GuideProgram,
  Reentry,
  RuleProgram,
} from './engagement.ts'
import type { RuleCompiler } from './rule-compiler.ts'

const reentryOf = ({ reentry }: Engagement): Reentry | undefined => {
  if (reentry === undefined || typeof reentry === 'string') return reentry && { often: reentry }
  return { often: 'cooldown', ms: durationMs(reentry.cooldown) }
}

const blocking: ReadonlySet<string> = new Set(['modal', 'tour', 'survey', 'paywall'])

/** Whether a guide takes the whole attention: of these one at a time. */
const isBlocking = (guide: Guide | undefined): guide is Guide =>
  guide !== undefined &&
  blocking.has(guide.type) &&
  !guide.steps.some(({ layout }) => layout === 'inline')

/** Guides in the same place wait for the same thing in the page: the browser could not choose between them. */
const placeOf = ({ trigger }: Guide): string => canonicalJson(trigger ?? {})

const rank = (a: Draft, b: Draft): number =>
  priorityOf(b) - priorityOf(a) || (a.message.id < b.message.id ? -1 : 1)

const priorityOf = ({ engagement }: Draft): number => engagement.priority ?? 50

interface Parts {
  readonly compiler: RuleCompiler
  readonly policy: Policy | undefined
  /** All messages, first those that come first. */
  readonly drafts: readonly Draft[]
}

const rivalsOf = (draft: Draft, { drafts }: Parts): Pick<GuideProgram, 'rivals' | 'blockers'> => {
  const { guide } = draft
  if (!isBlocking(guide)) return { rivals: [], blockers: [] }
  const others = drafts.filter((one) => one !== draft && isBlocking(one.guide))
  const before = others.filter(
    (one) => one.guide && rank(one, draft) < 0 && placeOf(one.guide) === placeOf(guide),
  )
  return {
    rivals: before.map(({ message }) => message.id),
    blockers: others.map(({ message }) => message.id),
  }
}

interface Rules extends Pick<EngagementProgram, 'audience' | 'exclude' | 'goal'> {
  readonly compile: (rule: Rule, key: string) => Evaluate
}

const rulesIn = (compiler: RuleCompiler, node: string): Pick<Rules, 'compile'> => ({
  compile: (rule, key) => compiler.rule(rule, { level: 'person', node, key }),
})

/** Rules are compiled once for an engagement, however many messages it has. */
const rulesOf = (compiler: RuleCompiler, engagement: Engagement): Rules => {
  const { compile } = rulesIn(compiler, `engagement/${engagement.id}`)
  const named = (key: 'audience' | 'exclude' | 'goal'): RuleProgram | undefined => {
    const rule = engagement[key]
    return rule && { holds: compile(rule, key), says: sayRule(rule, compiler.nameOf) }
  }
  const audience = {
    holds: compile(engagement.audience, 'audience'),
    says: sayRule(engagement.audience, compiler.nameOf),
  }
  return { audience, exclude: named('exclude'), goal: named('goal'), compile }
}

/** Whoever stands at a step of a flow is who its message is for: the flow saw to all else. */
const stepRules = (compiler: RuleCompiler, { engagement, flow, step, guide }: Draft): Rules => {
  const { compile } = rulesIn(compiler, engagement.id)
  const says = `stands at the step ${step} of the flow “${compiler.nameOf('flow', flow?.id ?? '')}”`
  const stands: Evaluate = (facts) => verdict(facts.flow(flow?.id ?? '', step)?.step === step)
  // What is sent is asked about at the step alone; a guide is offered for as long as somebody stands there.
  const holds = guide ? stands : () => always
  return { audience: { holds, says }, exclude: undefined, goal: undefined, compile }
}

const quietOf = ({ engagement, message }: Draft, policy: Policy | undefined) => {
  const own = engagement['quiet-hours']
  if (own !== undefined) return own === 'none' ? undefined : own
  return message.channel === 'email' ? policy?.['quiet-hours'] : undefined
}

/** How an engagement, or a flow, draws. */
export const drawProgram = (
  drawn: Pick<Engagement | Flow, 'kind' | 'holdout' | 'marketing' | 'variants'>,
  policy: Policy | undefined,
): DrawProgram => ({
  at: drawn.kind === 'flow' ? 'entry' : 'message',
  holdout: drawn.holdout ?? 0,
  projectHoldout: drawn.marketing === false ? 0 : (policy?.holdout ?? 0),
  variants: (drawn.variants ?? []).map(({ id, weight }) => ({ id, weight: weight ?? 1 })),
})

/** Tokens of all its texts: they look the same in JSON. */
const tokensOf = ({ steps }: Guide): readonly string[] => [
  ...new Set(tokensIn(JSON.stringify(steps)).map(({ name }) => name)),
]

const postsOf = ({ type, steps }: Guide): readonly string[] =>
  type === 'feed' ? steps.flatMap(({ id }) => id ?? []) : []

const programOf = (draft: Draft, rules: Rules, parts: Parts): EngagementProgram => {
  const { engagement, message, item, guide, version } = draft
  const { compile, ...gates } = rules
  const { policy, drafts } = parts
  const reentry = reentryOf(engagement)
  const limits = policy?.caps ?? []
  const all = drafts.map((one) => one.message)
  const common = {
    ...gates,
    id: message.id,
    definition: engagement.id,
    variant: draft.variant,
    schedule: engagement.schedule,
    quiet: quietOf(draft, policy),
    draw: drawProgram(draft.flow ?? engagement, policy),
    reentry,
    includePresent: engagement['include-present'] ?? false,
    marketing: engagement.marketing ?? true,
    priority: engagement.priority ?? 50,
    caps: [
      ...ownCaps(engagement, { message, reentry, compile }),
      ...policyCaps(limits, { message, all, compile }),
    ],
    counters: countersOf(limits, message),
  }
  if (guide)
    return {
      ...common,
      channel: 'guide',
      guide: guide.id,
      guideVersion: version,
      posts: postsOf(guide),
      tokens: tokensOf(guide),
      ...rivalsOf(draft, parts),
    }
  const { channel, id } = namedBy(item)
  const { task } = item
  const dueMs = task?.due ? durationMs(task.due) : undefined
  return {
    ...common,
    channel: channel === 'guide' ? 'task' : channel,
    what: id,
    version,
    transactional: draft.transactional,
    say: item.say,
    task: task && { title: task.title, dueMs, owner: task.owner },
  }
}

/** All that may be sent or shown. */
export interface Messages {
  /** Of engagements, and the guides of flows; first those of high priority. */
  readonly engagements: readonly EngagementProgram[]
  /** Those, and what flows send. */
  readonly messages: ReadonlyMap<string, EngagementProgram>
}

/** Every message of every engagement and of every flow. */
export const messagePrograms = (
  compiler: RuleCompiler,
  published: readonly Published[],
): Messages => {
  const byName = new Map(published.map((p) => [`${p.definition.kind}/${p.definition.id}`, p]))
  const find = (kind: string, id: string) => byName.get(`${kind}/${id}`)
  const definitions = published.map((p) => p.definition)
  const policy = definitions.find((d): d is Policy => d.kind === 'policy')
  const engagements = definitions.filter((d): d is Engagement => d.kind === 'engagement')
  const flows = definitions.filter((d): d is Flow => d.kind === 'flow')
  const drafts = [
    ...engagements.flatMap((engagement) => draftsOf(engagement, find)),
    ...flows.flatMap((flow) => flowDrafts(flow, find)),
  ].toSorted(rank)
  const rules = new Map<string, Rules>()
  const rulesFor = (draft: Draft): Rules => {
    if (draft.step !== undefined) return stepRules(compiler, draft)
    const { engagement } = draft
    const own = rules.get(engagement.id) ?? rulesOf(compiler, engagement)
    rules.set(engagement.id, own)
    return own
  }
  const all = drafts.map((draft) => {
    const program = programOf(draft, rulesFor(draft), { compiler, policy, drafts })
    return { program, isSentByFlow: draft.step !== undefined && draft.guide === undefined }
  })
  return {
    engagements: all.filter(({ isSentByFlow }) => !isSentByFlow).map(({ program }) => program),
    messages: new Map(all.map(({ program }) => [program.id, program])),
  }
}
