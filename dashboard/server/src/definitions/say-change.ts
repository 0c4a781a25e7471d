import { armsOf, checkCss, type Definition } from '@waymark/schemas'
import type { ApplyChange } from '@waymark/schemas/api/definitions'

interface Change {
  readonly what: ApplyChange['what']
  readonly definition: Definition
  readonly now: number
  /** Whether its rules count something that no definition counted before; and whether they count anything at all. */
  readonly countsNew: boolean
  readonly counts: boolean
  /** Whether the past of what nobody counted is read. */
  readonly readsPast?: boolean
  /** Absent where nobody here knows. */
  readonly hasMailServer?: boolean
}

const minute = (now: number): string =>
  `${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const since = ({ definition, now, countsNew, counts, readsPast }: Change): string => {
  const who = 'level' in definition && definition.level === 'account' ? 'accounts' : 'people'
  const waits = readsPast && !('from' in definition && definition.from === 'now')
  if (countsNew && waits) {
    return `Counts the past, too: it is read first, and until then what was in force before stays so. What becomes true by it alerts nobody.`
  }
  if (countsNew) {
    return `Counts from now on (${minute(now)}): ${who} who did it before are not counted until they do it again.`
  }
  if (readsPast) {
    const known = counts ? 'What it counts has been counted already. ' : ''
    return `${known}All ${who} are looked at now; what becomes true by it alone alerts nobody.`
  }
  return counts
    ? `What it counts has been counted already, so the past keeps counting; each of the ${who} is looked at again with its next event.`
    : `Each of the ${who} is looked at with its next event.`
}

/** Guides are offered to whoever is in the audience; all else is sent to who enters it, and nobody enters by a change alone. */
const reachOfPresent = (d: Extract<Definition, { kind: 'engagement' }>): string => {
  const items = armsOf(d).flatMap(({ send }) => send)
  const guides = items.filter(({ guide }) => guide !== undefined).length
  const others = items.length - guides
  const shown = others === 0 ? 'it' : 'its guide'
  const sent = guides > 0 ? 'the rest' : 'it'
  const said = [
    ...(guides > 0 ? [`shown ${shown} on the next visit`] : []),
    ...(others > 0 ? [d['include-present'] ? `sent ${sent}, too` : 'sent nothing'] : []),
  ]
  return `Whoever is in only because of this change is ${said.join(' and ')}.`
}

const withoutMail = ({ hasMailServer = true }: Change): string =>
  hasMailServer
    ? ''
    : ' There is no mail server: no e-mail is sent until WAYMARK_SMTP_URL names one (smtp://user:password@host:587) and Waymark is started with it.'

const lines = new Intl.ListFormat('en')

/** Where its CSS sets colours that nobody checks. */
const withColours = (css = ''): string => {
  const doubted = new Set(checkCss(css).doubts.map(({ line }) => `${line}`))
  return doubted.size === 0
    ? ''
    : ` Nobody checks that all text can be read on colours that its CSS sets, in line ${lines.format(doubted)}: look at a guide in light and in dark.`
}

const effect = (change: Change): string => {
  const { definition: d } = change
  switch (d.kind) {
    case 'milestone':
    case 'segment':
    case 'score':
    case 'pql':
    case 'lifecycle':
      return since(change)
    case 'engagement':
      return `${since(change)} ${reachOfPresent(d)}`
    case 'flow':
      return `${since(change)} Whoever is in it ${d.move ? 'goes where its `move` leads them' : 'stays where they stand'}; whoever would enter only because of this change ${d['include-present'] ? 'enters, too' : 'does not'}.`
    case 'guide':
      return 'Visitors get this version with their next page.'
    case 'email':
      return `Whoever it is sent to from now on gets this version.${withoutMail(change)}`
    case 'feature':
      return change.readsPast
        ? 'Rules that name it count its uses as it is defined now, the past as well.'
        : 'Rules that name it count its uses from now on, as it is defined now.'
    case 'cohorts':
      return 'Each score is compared with these from the next event, or the next day, on.'
    case 'brand':
      return `Guides are shown in it, and e-mails sent in it, from now on.${withColours(d.css)}`
    case 'calendar':
      return 'Calendar windows and working days are counted by it from now on.'
    case 'policy':
      return 'Counts and holds for everybody from their next event on.'
    case 'endpoint':
      return `Alerts decided from now on go there.${d.type === 'email' ? withoutMail(change) : ''}`
  }
}

/** One sentence or two: what a change does, and from when it counts. */
export const sayChange = (change: Change): string => {
  const { definition: d, what } = change
  const name = 'name' in d && d.name ? `"${d.name}"` : d.id
  if (what === 'same') return `${d.kind} ${name} stays as it is.`
  return `${what === 'new' ? 'New' : 'Changes'} ${d.kind} ${name}. ${effect(change)}`
}
