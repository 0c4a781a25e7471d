import {
  type Arm,
  armsOf,
  type Definition,
  type Guide,
  type LocalText,
  namedBy,
  type Policy,
  sayRule,
} from '@waymark/schemas'
import { rulesOf } from './rules-of.ts'
import { sayFlow } from './say-flow.ts'

const first = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const steps = (guide: Guide): string =>
  guide.steps.length === 1 ? 'one step' : `${guide.steps.length} steps`

const inFirstLocale = (text: LocalText): string =>
  typeof text === 'string' ? text : (Object.values(text)[0] ?? '')

const sendWords = {
  guide: 'shows',
  email: 'e-mails',
  webhook: 'posts to',
  slack: 'tells',
  task: 'gives a task to',
} as const

/** "Shows tour, e-mails welcome.", of a variant with its name. */
const sayArm = ({ variant, send }: Arm): string => {
  const all = send.map((one) => `${sendWords[namedBy(one).channel]} ${namedBy(one).id}`).join(', ')
  return variant === undefined ? `${first(all)}.` : `Variant ${variant} ${all}.`
}

/** The host of an address: its path is a secret. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? ''

/** What a definition without rules is. */
const sayThing = (d: Definition): string | undefined => {
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
      return `What is usual for the score ${d.id}, in ${d.cohorts.length} cohorts, counted ${d.at.slice(0, 10)}.`
    case 'calendar':
      return `Days are those of ${d.zone}.`
    case 'policy':
      return sayPolicy(d)
    case 'flow':
      return sayFlow(d)
    default:
      return undefined
  }
}

const sayPolicy = ({ holdout, caps = [] }: Policy): string =>
  [
    ...(holdout ? [`Holds out ${Math.round(holdout * 100)}% of everything.`] : []),
    `${caps.length === 1 ? 'One cap' : `${caps.length} caps`} on all engagements.`,
  ].join(' ')

/** A definition's rules as plain English. */
export const sayDefinition = (d: Definition): string => {
  const thing = sayThing(d)
  if (thing !== undefined) return thing
  const lines = rulesOf(d).map(({ label, rule }) => `${first(label)}: ${sayRule(rule)}.`)
  if (d.kind === 'pql' && d.alert) lines.push(`Alerts ${d.alert.to.join(', ')}.`)
  if (d.kind === 'engagement') {
    lines.push(...armsOf(d).map(sayArm))
    if (d.holdout) lines.push(`Holds out ${Math.round(d.holdout * 100)}%.`)
  }
  return lines.join(' ')
}
