import {
  durationMs,
  type Engagement,
  type Evaluate,
  type PolicyCap,
  type Rule,
  type CapWindow as Window,
} from '@waymark/schemas'
import {
  type CapProgram,
  type CapWindow,
  type Counter,
  type Reentry,
  reachesPerson,
} from './engagement.ts'

/** What a cap may be about: a message of an engagement. */
export interface Message {
  readonly id: string
  readonly channel: string
  readonly guide: string | undefined
  /** Type of the guide. */
  readonly type: string | undefined
  readonly tags: readonly string[]
}

const windowOf = ({ within, on }: Pick<Window, 'within' | 'on'>): CapWindow => {
  if (on) return { of: 'calendar', unit: on }
  return within ? { of: 'rolling', ms: durationMs(within) } : { of: 'ever' }
}

const sayWindow = ({ within, on }: Pick<Window, 'within' | 'on'>): string =>
  on ? ` a ${on}` : within ? ` within ${within}` : ''

const times = (max: number): string => `${max} ${max === 1 ? 'time' : 'times'}`

const verb = ({ channel }: Message): string => (channel === 'guide' ? 'shown' : 'sent')

/** Where the author wrote none: once for good, or once for each entry where people may come back. */
const ownByDefault = (message: Message, reentry: Reentry | undefined): readonly CapProgram[] => {
  if (message.channel !== 'guide') return []
  const once = reentry === undefined || reentry.often === 'once'
  return [
    {
      of: 'message',
      max: 1,
      window: { of: once ? 'ever' : 'entry' },
      says: once ? 'shown at most 1 time' : 'shown at most 1 time per entry',
      sparesSnoozed: true,
    },
  ]
}

const ownCap = (message: Message, cap: Window): CapProgram => ({
  of: 'message',
  max: cap.max,
  window: windowOf(cap),
  says: `${verb(message)} at most ${times(cap.max)}${sayWindow(cap)}`,
  sparesSnoozed: false,
})

/** What is painted in the account: an ordinary rule, so that its members hear of it as of any other. */
const paintedInAccount = (where: object, { max, within, on }: Window): Rule =>
  ({
    account: {
      did: {
        event: '$guide_rendered',
        ...(Object.keys(where).length > 0 ? { where } : {}),
        count: { gte: max },
        ...(within ? { within } : {}),
        ...(on ? { on, last: 1 } : {}),
      },
    },
  }) as Rule

type Compile = (rule: Rule, key: string) => Evaluate

const accountCap = (
  cap: Window,
  {
    where,
    what,
    key,
    compile,
  }: {
    readonly where: object
    readonly what: string
    readonly key: string
    readonly compile: Compile
  },
): CapProgram => ({
  of: 'account',
  isFull: compile(paintedInAccount(where, cap), key),
  says: `${what} shown at most ${times(cap.max)}${sayWindow(cap)} in the account`,
})

/** The caps that an engagement's author wrote for one of its messages, or those that hold where there are none. */
export const ownCaps = (
  engagement: Engagement,
  {
    message,
    reentry,
    compile,
  }: {
    readonly message: Message
    readonly reentry: Reentry | undefined
    readonly compile: Compile
  },
): readonly CapProgram[] => {
  const { caps } = engagement
  if (caps === 'none') return []
  if (!caps) return ownByDefault(message, reentry)
  const person = caps['per-person']
  const account = caps['per-account']
  const isShown = message.channel === 'guide'
  const about = {
    where: { engagement: { eq: message.id } },
    what: 'this',
    key: 'caps.per-account',
    compile,
  }
  return [
    ...(person ? [ownCap(message, person)] : []),
    ...(account && isShown ? [accountCap(account, about)] : []),
  ]
}

const counterName = ({ guide, type, tag, channel }: PolicyCap): string => {
  if (guide !== undefined) return `guide/${guide}`
  if (type !== undefined) return `type/${type}`
  if (tag !== undefined) return `tag/${tag}`
  return channel === undefined ? 'all' : `channel/${channel}`
}

/** What goes to somebody else disturbs nobody: it counts only where its channel is named. */
const covers = ({ guide, type, tag, channel }: PolicyCap, message: Message): boolean => {
  if (guide !== undefined) return message.guide === guide
  if (type !== undefined) return message.type === type
  if (channel !== undefined) return message.channel === channel
  return reachesPerson(message) && (tag === undefined || message.tags.includes(tag))
}

const sayScope = ({ guide, type, tag, channel }: PolicyCap): string => {
  if (guide !== undefined) return `the guide ${guide}`
  if (type !== undefined) return `guides of type ${type}`
  if (tag !== undefined) return `messages tagged ${tag}`
  return channel === undefined ? 'all messages' : `messages by ${channel}`
}

/** The policy's caps on one message. */
export const policyCaps = (
  caps: readonly PolicyCap[],
  {
    message,
    all,
    compile,
  }: { readonly message: Message; readonly all: readonly Message[]; readonly compile: Compile },
): readonly CapProgram[] =>
  caps.flatMap((cap, i): readonly CapProgram[] => {
    if (!covers(cap, message)) return []
    if (cap.per === 'account') {
      if (message.channel !== 'guide') return []
      const ids = all
        .filter((one) => covers(cap, one))
        .map(({ id }) => id)
        .toSorted()
      const where = counterName(cap) === 'all' ? {} : { engagement: { in: ids } }
      return [accountCap(cap, { where, what: sayScope(cap), key: `caps[${i}]`, compile })]
    }
    const says = `${sayScope(cap)}: at most ${cap.max}${sayWindow(cap)}`
    return [{ of: 'counter', counter: counterName(cap), max: cap.max, window: windowOf(cap), says }]
  })

/** The counters that a message adds to: of each as many of the newest times as its largest cap asks for. */
export const countersOf = (caps: readonly PolicyCap[], message: Message): readonly Counter[] => {
  const kept = new Map<string, number>()
  for (const cap of caps) {
    if (cap.per === 'account' || !covers(cap, message)) continue
    const name = counterName(cap)
    kept.set(name, Math.max(cap.max, kept.get(name) ?? 0))
  }
  return [...kept].map(([name, n]) => ({ name, kept: n }))
}
