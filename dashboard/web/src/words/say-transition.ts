import type { SendChannel, Transition } from '@waymark/schemas'
import type { Gate } from '@waymark/schemas/wire/gates'
import { isolate } from './isolate.ts'
import { fromId, lifecycleName, outcomeName } from './names.ts'
import { whyNot } from './say-gate.ts'
import { type NameOf, senderOf } from './say-sender.ts'
import { sayPerson } from './subject.ts'
import { clockMinute, shortDay } from './time.ts'

/** How a change reads in a timeline. */
export interface Saying {
  readonly text: string
  /** How much it asks to be looked at. */
  readonly mark: 'blaze' | 'look' | 'open' | 'dot'
  readonly group: 'progress' | 'message' | 'work' | 'inner'
  readonly why?: readonly Gate[]
  readonly detail?: string
}

type Of<T extends Transition['t']> = Extract<Transition, { t: T }>
type Sayings = { readonly [T in Transition['t']]: (transition: Of<T>, name: NameOf) => Saying }

const inner = (text: string): Saying => ({ text, mark: 'dot', group: 'inner' })

const guideOf = (t: { readonly guide: string }, name: NameOf): string =>
  `“${name('guide', t.guide)}”`

/** What leaves the app: "the e-mail Welcome", "a message to SDR hook". */
const sentOf = (
  t: { readonly channel?: SendChannel; readonly what?: string },
  name: NameOf,
): string =>
  t.channel === 'email'
    ? `the e-mail “${name('email', t.what ?? '')}”`
    : `a ${t.channel === 'task' ? 'task' : 'message'} to ${name('endpoint', t.what ?? '')}`

const inQuotes = (text: string): string => `“${text}”`

const stepSays = {
  rendered: 'was shown',
  seen: 'was seen',
  clicked: 'was clicked',
  dismissed: 'was dismissed',
  completed: 'was completed',
  snoozed: 'was snoozed',
  missed: 'found no place on the page',
} as const

const doneSays = (t: Of<'worked'>, name: NameOf): string => {
  const who = name('user', t.by)
  if (t.do === 'claim') return `${who} claimed this lead`
  if (t.do === 'release') return `${who} released this lead`
  if (t.do === 'reopen') return `${who} opened this lead again`
  if (t.do === 'snooze' && (t.until ?? 0) <= t.at) return `${who} took this lead out of snooze`
  if (t.do === 'snooze')
    return `${who} snoozed this lead${t.until ? ` until ${shortDay(t.until, t.at)}, ${clockMinute(t.until)}` : ''}`
  return `${who} closed this lead: ${t.outcome ? outcomeName(t.outcome).toLowerCase() : 'done'}`
}

const withheldSays = {
  cooldown: 'the last alert is too recent',
  history: 'it tells of the past, not of now',
  frequency: 'there were enough alerts about them lately',
} as const

const refusedSays = {
  capped: 'the cap was used up',
  withdrawn: 'it was withdrawn meanwhile',
  elsewhere: 'another tab shows it',
} as const

/** Which rule ended it; without a leave rule a clause did, and the reasons list them all. */
const leaveDetail = (t: Of<'pql'>): { readonly detail?: string } => {
  const leave = t.reasons.find(({ part }) => part === 'leave')
  return leave ? { detail: `leave: ${isolate(leave.says)}` } : {}
}

const taskSays = {
  claim: 'A task was claimed',
  release: 'A task was given back',
  snooze: 'A task was put off',
  done: 'A task was done',
  reopen: 'A task was opened again',
} as const

const flowSays = (t: Of<'flow'>, name: NameOf): string => {
  const whose = t.key === undefined ? '' : ` for ${isolate(t.key)}`
  const flow = `the flow ${name('flow', t.flow)}${whose}`
  if (t.what === 'moved') return `Went on to ${isolate(t.step)} in ${flow}`
  if (t.what === 'entered') return `Entered ${flow}`
  if (t.what === 'won') return `Met the goal of ${flow}`
  return t.what === 'left' ? `Left ${flow}` : `Came to the end of ${flow}`
}

const sayings: Sayings = {
  milestone: (t, name) =>
    t.what === 'reached'
      ? {
          text: `Reached ${name('milestone', t.id)}`,
          mark: 'blaze',
          group: 'progress',
          ...(t.by?.event ? { detail: `by ${isolate(t.by.event)}` } : {}),
        }
      : { text: `Started ${name('milestone', t.id)}`, mark: 'open', group: 'progress' },
  lifecycle: (t) => ({
    text: `Became ${lifecycleName(t.to)}`,
    detail: `from ${lifecycleName(t.from)}`,
    mark: t.to === 'pql' ? 'look' : 'blaze',
    group: 'progress',
  }),
  segment: (t, name) => ({
    text: `${t.is ? 'Entered' : 'Left'} the segment ${name('segment', t.id)}`,
    mark: 'dot',
    group: 'progress',
  }),
  pql: (t, name) => ({
    text: t.is ? `Turned PQL: ${name('pql', t.id)}` : `Is no longer a PQL: ${name('pql', t.id)}`,
    mark: t.is ? 'look' : 'open',
    group: 'progress',
    ...(t.is
      ? {
          detail: t.reasons
            .filter((r) => r.is)
            .map((r) => isolate(r.says))
            .join(', '),
        }
      : leaveDetail(t)),
  }),
  alert: (t, name) => ({
    text: `Alerted ${t.to.map((id) => name('endpoint', id)).join(', ')}`,
    mark: 'look',
    group: 'work',
    detail: t.body.pqlName,
  }),
  alert_withheld: (t, name) => ({
    text: `No alert for ${name('pql', t.pql)}`,
    detail: withheldSays[t.reason],
    mark: 'dot',
    group: 'work',
  }),
  worked: (t, name) => ({
    text: doneSays(t, name),
    mark: 'blaze',
    group: 'work',
    ...(t.note ? { detail: t.note } : {}),
  }),
  decided: (t, name) => ({
    text: `May now see ${guideOf(t, name)}`,
    mark: 'open',
    group: 'message',
    why: t.why,
  }),
  withdrawn: (t, name) => ({
    // Of who became somebody else, and of what is published no more, the guide is not kept.
    text: `${t.guide ? guideOf(t, name) : `What ${senderOf(t.engagement, name, inQuotes)} shows`} was withdrawn`,
    detail: t.why.length === 0 ? '' : whyNot(t.why, name),
    mark: 'dot',
    group: 'message',
    why: t.why,
  }),
  suppressed: (t, name) => ({
    text: t.channel ? `${sentOf(t, name)} was not sent` : `${guideOf(t, name)} was not shown`,
    detail: `because ${whyNot(t.why, name)}`,
    mark: 'dot',
    group: 'message',
    why: t.why,
  }),
  send: (t, name) => ({
    text: `Was sent ${sentOf(t, name)}`,
    mark: 'open',
    group: 'message',
    why: t.why,
  }),
  exposed: (t, name) => ({
    text:
      t.arm === 'held_out'
        ? `Is held out of ${senderOf(t.engagement, name)}`
        : `Counts towards ${senderOf(t.engagement, name)}`,
    ...(t.variant ? { detail: `variant ${isolate(t.variant)}` } : {}),
    mark: 'dot',
    group: 'message',
  }),
  flow: (t, name) => ({
    text: flowSays(t, name),
    detail: t.says,
    mark: t.what === 'won' ? 'blaze' : t.what === 'entered' ? 'open' : 'dot',
    group: 'message',
  }),
  task: (t) => ({
    text: taskSays[t.deed],
    ...('note' in t && t.note ? { detail: t.note } : {}),
    mark: t.deed === 'done' ? 'blaze' : 'dot',
    group: 'work',
  }),
  granted: () => inner('The page was allowed to show a message'),
  not_granted: (t) => ({
    text: 'A message was held back',
    detail: refusedSays[t.reason],
    mark: 'dot',
    group: 'message',
  }),
  lapsed: (t, name) => ({
    text: `A message of ${senderOf(t.engagement, name)} lapsed unseen`,
    mark: 'dot',
    group: 'message',
  }),
  message: (t, name) => ({
    text: `${guideOf(t, name)} ${stepSays[t.what]}`,
    mark: t.what === 'completed' || t.what === 'clicked' ? 'blaze' : 'open',
    group: 'message',
  }),
  noted: () => inner('A page told more of what it showed'),
  merged: (t, name) => inner(`Became ${name('subject', t.into)}`),
  absorbed: (t) => ({
    text: 'An anonymous visitor turned out to be this person',
    detail: sayPerson(t.from),
    mark: 'dot',
    group: 'progress',
  }),
  joined: (t, name) => ({
    text: `Joined the account ${name('account', t.account)}`,
    mark: 'dot',
    group: 'progress',
  }),
  owed: () => inner('Told another subject'),
}

/** A change in the user's words. Kinds that a newer server knows and this page does not are told by their name. */
export const sayTransition = (transition: Transition, name: NameOf): Saying => {
  const say = sayings[transition.t] as ((t: Transition, name: NameOf) => Saying) | undefined
  return say
    ? say(transition, (kind, id) => isolate(name(kind, id)))
    : inner(fromId(String((transition as { t: string }).t)))
}
