import {
  type Arm,
  armsOf,
  byId,
  type Definition,
  type Guide,
  joined,
  type NameOf,
  namedBy,
  type Policy,
  type Pql,
  quoted,
  sayRule,
} from '@waymark/schemas'
import { inFirstLocale } from './in-first-locale.ts'
import { rulesOf } from './rules-of.ts'
import { sayFlow } from './say-flow.ts'

const first = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const steps = (guide: Guide): string =>
  guide.steps.length === 1 ? 'one step' : `${guide.steps.length} steps`

const sendWords = {
  guide: 'shows',
  email: 'e-mails',
  webhook: 'posts to',
  slack: 'tells',
  task: 'gives a task to',
} as const

/** "Shows “Tour”, e-mails “Welcome”.", of a variant with its name. */
const sayArm = ({ variant, send }: Arm, nameOf: NameOf): string => {
  const all = send
    .map(namedBy)
    .map(({ channel, kind, id }) => `${sendWords[channel]} ${quoted(nameOf(kind, id))}`)
    .join(', ')
  return variant === undefined ? `${first(all)}.` : `Variant ${variant} ${all}.`
}

/** The host of an address: its path is a secret. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? ''

/** What a definition without rules is. */
const sayThing = (d: Definition, nameOf: NameOf): string | undefined => {
  switch (d.kind) {
    case 'guide':
      return `A ${d.type} of ${steps(d)}.`
    case 'email':
      return `An e-mail, "${inFirstLocale(d.subject)}".`
    case 'endpoint':
      return d.type === 'email'
        ? `E-mail to ${d.to.join(', ')}.`
        : `${first(d.type)} at ${hostOf(d.url)}.`
    case 'feature':
      return d.used.length === 1 ? 'Used in one way.' : `Used in any of ${d.used.length} ways.`
    case 'cohorts':
      return `What is usual for the score ${quoted(nameOf('score', d.id))}, in ${d.cohorts.length} cohorts, counted ${d.at.slice(0, 10)}.`
    case 'brand':
      return 'Guides and e-mails look like this where they say nothing else.'
    case 'calendar':
      return `Days are those of ${d.zone}.`
    case 'policy':
      return sayPolicy(d)
    case 'flow':
      return sayFlow(d, nameOf)
    default:
      return undefined
  }
}

const sayPolicy = ({ holdout, caps = [] }: Policy): string =>
  [
    ...(holdout ? [`Holds out ${Math.round(holdout * 100)}% of everything.`] : []),
    `${caps.length === 1 ? 'One cap' : `${caps.length} caps`} on all engagements.`,
  ].join(' ')

/** "Milestones: “Code installed” and “Map set up”." */
const sayMilestones = ({ milestones = [] }: Pql, nameOf: NameOf): readonly string[] => {
  const all = milestones.map((id) => quoted(nameOf('milestone', id)))
  if (all.length === 0) return []
  return [`${all.length === 1 ? 'Milestone' : 'Milestones'}: ${joined(all, 'and')}.`]
}

const sayAlert = ({ alert }: Pql, nameOf: NameOf): readonly string[] => {
  const all = (alert?.to ?? []).map((id) => quoted(nameOf('endpoint', id)))
  return all.length === 0 ? [] : [`Alerts ${joined(all, 'and')}.`]
}

/** A definition's rules as plain English. `nameOf`: what people call the definitions that it names. */
export const sayDefinition = (d: Definition, nameOf: NameOf = byId): string => {
  const thing = sayThing(d, nameOf)
  if (thing !== undefined) return thing
  const lines = rulesOf(d).flatMap(({ path, label, rule }) =>
    path.startsWith('milestones[') ? [] : [`${first(label)}: ${sayRule(rule, nameOf)}.`],
  )
  if (d.kind === 'pql') {
    lines.unshift(...sayMilestones(d, nameOf))
    lines.push(...sayAlert(d, nameOf))
  }
  if (d.kind === 'engagement') {
    lines.push(...armsOf(d).map((arm) => sayArm(arm, nameOf)))
    if (d.holdout) lines.push(`Holds out ${Math.round(d.holdout * 100)}%.`)
  }
  return lines.join(' ')
}
