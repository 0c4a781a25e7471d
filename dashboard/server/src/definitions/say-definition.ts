import { type Definition, type Guide, type LocalText, sayRule } from '@waymark/schemas'
import { rulesOf } from './rules-of.ts'

const first = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const steps = (guide: Guide): string =>
  guide.steps.length === 1 ? 'one step' : `${guide.steps.length} steps`

const inFirstLocale = (text: LocalText): string =>
  typeof text === 'string' ? text : (Object.values(text)[0] ?? '')

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
    case 'calendar':
      return `Days are those of ${d.zone}.`
    default:
      return undefined
  }
}

/** A definition's rules as plain English. */
export const sayDefinition = (d: Definition): string => {
  const thing = sayThing(d)
  if (thing !== undefined) return thing
  const lines = rulesOf(d).map(({ label, rule }) => `${first(label)}: ${sayRule(rule)}.`)
  if (d.kind === 'pql' && d.alert) lines.push(`Alerts ${d.alert.to.join(', ')}.`)
  if (d.kind === 'engagement') {
    lines.push(`Shows ${d.send.map((item) => item.guide).join(', then ')}.`)
    if (d.holdout) lines.push(`Holds out ${Math.round(d.holdout * 100)} %.`)
  }
  return lines.join(' ')
}
