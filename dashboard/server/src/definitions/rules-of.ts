import {
  armsOf,
  type Definition,
  type Engagement,
  type Level,
  namedBy,
  type Rule,
} from '@waymark/schemas'

/** A rule of a definition: where it stands and about whom it is. */
export interface PlacedRule {
  readonly rule: Rule
  readonly level: Level
  readonly path: string
  /** What the author reads: "reached when", "audience". */
  readonly label: string
}

interface Place {
  readonly level: Level
  readonly path: string
  readonly label: string
}

const placed = (rule: Rule | undefined, place: Place): readonly PlacedRule[] =>
  rule ? [{ rule, ...place }] : []

/** Every rule of a definition. A PQL's milestones are rules too: each has to be readable at the PQL's level. */
export const rulesOf = (d: Definition): readonly PlacedRule[] => {
  switch (d.kind) {
    case 'milestone':
      return [
        ...placed(d.started, { level: d.level, path: 'started', label: 'started when' }),
        ...placed(d.reached, { level: d.level, path: 'reached', label: 'reached when' }),
      ]
    case 'segment':
      return placed(d.rule, { level: d.level, path: 'rule', label: 'in when' })
    case 'pql':
      return [
        ...(d.milestones ?? []).flatMap((id, i) =>
          placed(
            { milestone: { id } },
            { level: d.level, path: `milestones[${i}]`, label: 'milestone' },
          ),
        ),
        ...placed(d.fit, { level: d.level, path: 'fit', label: 'fits when' }),
        ...placed(d.behaviour, { level: d.level, path: 'behaviour', label: 'behaves when' }),
        ...placed(d.intent, { level: d.level, path: 'intent', label: 'shows intent when' }),
        ...placed(d.leave, { level: d.level, path: 'leave', label: 'stops when' }),
        ...placed(d.champion, { level: 'person', path: 'champion', label: 'champion' }),
      ]
    case 'score':
      return [
        ...d.core.flatMap((match, i) =>
          placed({ did: match }, { level: d.level, path: `core[${i}]`, label: 'core use case' }),
        ),
        ...(d.active ?? []).flatMap((match, i) =>
          placed({ did: match }, { level: d.level, path: `active[${i}]`, label: 'at work' }),
        ),
        ...placed(d.where, { level: d.level, path: 'where', label: 'has a score when' }),
      ]
    case 'lifecycle':
      return Object.entries(d.states).flatMap(([state, move]) =>
        placed(move?.when, {
          level: d.level,
          path: `states.${state}.when`,
          label: `${state} when`,
        }),
      )
    case 'engagement':
      return [
        ...placed(d.audience, { level: 'person', path: 'audience', label: 'audience' }),
        ...placed(d.exclude, { level: 'person', path: 'exclude', label: 'except' }),
        ...placed(d.goal, { level: 'person', path: 'goal', label: 'goal' }),
      ]
    case 'guide':
    case 'email':
    case 'feature':
    case 'calendar':
    case 'cohorts':
    case 'endpoint':
    case 'policy':
      return []
  }
}

interface Named {
  readonly kind: 'guide' | 'email' | 'endpoint'
  readonly id: string
  readonly path: string
}

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
  if (d.kind === 'policy') {
    return (d.caps ?? []).flatMap(({ guide }, i) =>
      guide === undefined ? [] : [{ kind: 'guide' as const, id: guide, path: `caps[${i}].guide` }],
    )
  }
  if (d.kind === 'pql') {
    return (d.alert?.to ?? []).map((id, i) => ({ kind: 'endpoint', id, path: `alert.to[${i}]` }))
  }
  return []
}
