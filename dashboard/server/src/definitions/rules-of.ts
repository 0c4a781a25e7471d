import {
  armsOf,
  type Definition,
  type Engagement,
  isWeighted,
  namedBy,
  type Pql,
} from '@waymark/schemas'
import { rulesOfFlow, sentByFlow } from './flow-parts.ts'
import { namesInGuide } from './names-in-guide.ts'
import { type Named, type PlacedRule, placed } from './placed-rule.ts'

/** One part of a PQL: a rule, or conditions with weights. */
const placedPart = (
  d: Pql,
  part: 'fit' | 'behaviour' | 'intent',
  label: string,
): readonly PlacedRule[] => {
  const body = d[part]
  const at = { level: d.level, verified: d.verified }
  if (!body) return []
  if (!isWeighted(body)) return placed(body, { ...at, path: part, label })
  const more = label.replace(/ when$/, ' more when')
  return body.of.flatMap(({ when }, i) =>
    placed(when, { ...at, path: `${part}.of[${i}].when`, label: more }),
  )
}

type Of<Kind extends Definition['kind']> = Extract<Definition, { readonly kind: Kind }>

const rulesOfPql = (d: Pql): readonly PlacedRule[] => {
  const own = { level: d.level, verified: d.verified }
  return [
    ...(d.milestones ?? []).flatMap((id, i) =>
      placed({ milestone: { id } }, { ...own, path: `milestones[${i}]`, label: 'milestone' }),
    ),
    ...placedPart(d, 'fit', 'fits when'),
    ...placedPart(d, 'behaviour', 'behaves when'),
    ...placedPart(d, 'intent', 'shows intent when'),
    ...placed(d.leave, { level: d.level, path: 'leave', label: 'stops when' }),
    ...placed(d.champion, { level: 'person', path: 'champion', label: 'champion' }),
    ...(d.alert?.route ?? []).flatMap((one, i) => {
      if (!('when' in one)) return []
      const label = `belongs to ${one.owner} when`
      return placed(one.when, { level: d.level, path: `alert.route[${i}].when`, label })
    }),
  ]
}

const rulesOfScore = (d: Of<'score'>): readonly PlacedRule[] => {
  const { level, verified } = d
  return [
    ...d.core.flatMap((match, i) =>
      placed({ did: match }, { level, path: `core[${i}]`, label: 'core use case' }),
    ),
    ...(d.active ?? []).flatMap((match, i) =>
      placed({ did: match }, { level, path: `active[${i}]`, label: 'at work' }),
    ),
    ...placed(d.where, { level, verified, path: 'where', label: 'has a score when' }),
  ]
}

const none = (): readonly PlacedRule[] => []

const lifecycleWord = (state: string): string => (state === 'pql' ? 'PQL' : state)

/** Per kind, where its rules stand. */
const rules: { readonly [Kind in Definition['kind']]: (d: Of<Kind>) => readonly PlacedRule[] } = {
  milestone: ({ level, verified, started, reached }) => [
    ...placed(started, { level, verified, path: 'started', label: 'started when' }),
    ...placed(reached, { level, verified, path: 'reached', label: 'reached when' }),
  ],
  segment: ({ level, verified, rule }) =>
    placed(rule, { level, verified, path: 'rule', label: 'who' }),
  pql: rulesOfPql,
  score: rulesOfScore,
  lifecycle: ({ level, states }) =>
    Object.entries(states).flatMap(([state, move]) =>
      placed(move?.when, {
        level,
        path: `states.${state}.when`,
        label: `${lifecycleWord(state)} when`,
      }),
    ),
  engagement: ({ audience, exclude, goal }) => [
    ...placed(audience, { level: 'person', path: 'audience', label: 'audience' }),
    ...placed(exclude, { level: 'person', path: 'exclude', label: 'except' }),
    ...placed(goal, { level: 'person', path: 'goal', label: 'goal' }),
  ],
  flow: rulesOfFlow,
  guide: none,
  email: none,
  feature: none,
  brand: none,
  calendar: none,
  cohorts: none,
  endpoint: none,
  policy: none,
}

/** Every rule of a definition. A PQL's milestones are rules too: each has to be readable at the PQL's level. */
export const rulesOf = (d: Definition): readonly PlacedRule[] =>
  // The table's key says which definition its function takes; TypeScript does not follow one through the other.
  (rules[d.kind] as (d: Definition) => readonly PlacedRule[])(d)

const sentBy = (engagement: Engagement): readonly Named[] =>
  armsOf(engagement).flatMap(({ variant, send }, at) =>
    send.map((one, i) => {
      const { channel, kind, id } = namedBy(one)
      const list = variant === undefined ? 'send' : `variants[${at}].send`
      return { kind, id, path: `${list}[${i}].${channel}${channel === 'task' ? '.to' : ''}` }
    }),
  )

/** Definitions that a definition names outside its rules. */
export const namesOf = (d: Definition): readonly Named[] => {
  if (d.kind === 'engagement') return sentBy(d)
  if (d.kind === 'flow') return sentByFlow(d)
  if (d.kind === 'guide') return namesInGuide(d)
  if (d.kind === 'policy') {
    return (d.caps ?? []).flatMap(({ guide }, i) =>
      guide === undefined ? [] : [{ kind: 'guide' as const, id: guide, path: `caps[${i}].guide` }],
    )
  }
  if (d.kind === 'pql') {
    const lists = [
      { ids: d.alert?.to ?? [], path: 'alert.to' },
      ...(d.alert?.route ?? []).map((one, i) => ({
        ids: 'to' in one ? (one.to ?? []) : [],
        path: `alert.route[${i}].to`,
      })),
    ]
    return lists.flatMap(({ ids, path }) =>
      ids.map((id, i) => ({ kind: 'endpoint' as const, id, path: `${path}[${i}]` })),
    )
  }
  return []
}
