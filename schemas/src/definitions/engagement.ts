import { z } from 'zod'
import { durationSchema } from '../duration.ts'
import { limits } from '../limits.ts'
import { calendarUnits, weekdays } from '../rules/calendar.ts'
import { ruleSchema } from '../rules/rule.ts'
import { counting, idSchema, named } from './named.ts'

/** Ways in which a message reaches somebody. `guide` is shown in the app, the others are sent. */
export const channelNames = ['guide', 'email', 'webhook', 'slack', 'task'] as const

export type ChannelName = (typeof channelNames)[number]

/** A time of day as a wall clock shows it, `24:00` being the end of the day. */
const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day such as "09:30"')

/** Where something begins, the end of a day is the start of the next. */
const begin = clock.refine((text) => text !== '24:00', 'the start of a day, which is "00:00"')

/** From one time of day until another; past midnight where the second is the earlier. */
const span = z
  .strictObject({ from: begin, until: clock })
  .refine(({ from, until }) => from !== until, 'two times of day that differ')

const days = z.array(z.enum(weekdays)).min(1).max(7)

const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/.test(text) &&
  !Number.isNaN(Date.parse(text))

const moment = z
  .string()
  .refine(isMoment, 'a date such as 2026-03-01, or 2026-03-01T09:00, or with a zone …T09:00Z')

const hasZone = (text: string): boolean => /T.*(Z|[+-]\d\d:\d\d)$/.test(text)

const wallMs = (text: string): number =>
  Date.parse(hasZone(text) || !text.includes('T') ? text : `${text}Z`)

/** Zones lie up to fourteen hours from UTC: where one of the two names its own, only what is wrong everywhere is wrong. */
const mostOffsetMs = 14 * 3_600_000

const endsLater = (s: { readonly from?: string; readonly until?: string }): boolean => {
  if (s.from === undefined || s.until === undefined) return true
  const slack = hasZone(s.from) === hasZone(s.until) ? 0 : mostOffsetMs
  return wallMs(s.until) + slack > wallMs(s.from)
}

/** When messages may go out, by the person's clock. What is outside waits. */
export const scheduleSchema = z
  .strictObject({
    from: moment.exactOptional(),
    until: moment.exactOptional(),
    days: days.exactOptional(),
    hours: span.exactOptional(),
  })
  .refine((s) => Object.keys(s).length > 0, 'at least one of from, until, days, hours')
  .refine(endsLater, {
    path: ['until'],
    message: 'later than `from`, else nothing is ever sent; a date is its first instant',
  })

/** When nobody is to be disturbed, by the person's clock. */
export const quietHoursSchema = span

/** So many within a rolling span, or a day, week or month of the project's calendar; without either for good. */
export const capShape = {
  max: z.int().min(1).max(100),
  within: durationSchema.exactOptional(),
  on: z.enum(calendarUnits).exactOptional(),
}

const oneWindow = (cap: { readonly within?: string; readonly on?: string }): boolean =>
  cap.within === undefined || cap.on === undefined

export const oneWindowOnly = [oneWindow, 'either `within` or `on`, not both'] as const

const cap = z.strictObject(capShape).refine(...oneWindowOnly)

const caps = z
  .strictObject({ 'per-person': cap.exactOptional(), 'per-account': cap.exactOptional() })
  .refine((c) => Object.keys(c).length > 0, 'per-person, per-account, or both')

const owner = z.string().min(1).max(limits.nameLength)

const task = z.strictObject({
  title: z.string().min(1).max(200),
  /** Id of the endpoint that hears of it. */
  to: idSchema,
  due: durationSchema.exactOptional(),
  /** Whose it is: a name, the text in a trait, or one of several in turn; absent: whoever claims it. */
  owner: z
    .union([
      owner,
      z.strictObject({ trait: owner }),
      z.strictObject({ rotate: z.array(owner).min(1).max(50) }),
    ])
    .exactOptional(),
})

/** One message: on which channel, and what. */
export const sendItemSchema = z
  .strictObject({
    guide: idSchema.exactOptional(),
    email: idSchema.exactOptional(),
    webhook: idSchema.exactOptional(),
    slack: idSchema.exactOptional(),
    task: task.exactOptional(),
    /** Words for a webhook, for Slack or for who has the task, tokens filled in. */
    say: z.string().max(1000).exactOptional(),
  })
  .refine(
    (one) => channelNames.filter((channel) => one[channel] !== undefined).length === 1,
    `exactly one of ${channelNames.join(', ')}`,
  )
  .refine(
    (one) => one.say === undefined || (one.guide === undefined && one.email === undefined),
    '`say` belongs to a webhook, to slack or to a task',
  )

/** How often somebody may enter: absent, once. */
export const reentrySchema = z.union([
  z.enum(['once', 'every-time']),
  z.strictObject({ cooldown: durationSchema }),
])

const send = z.array(sendItemSchema).min(1).max(5)

const variant = z.strictObject({
  id: idSchema,
  weight: z.int().min(1).max(100).exactOptional(),
  send,
})

const differ = (list: readonly { readonly id: string }[]): boolean =>
  new Set(list.map(({ id }) => id)).size === list.length

/** Who gets which message, towards which goal, when, and how often at most. */
export const engagementSchema = z
  .strictObject({
    kind: z.literal('engagement'),
    ...named,
    ...counting,
    audience: ruleSchema,
    exclude: ruleSchema.exactOptional(),
    send: send.exactOptional(),
    variants: z
      .array(variant)
      .min(2)
      .max(10)
      .refine(differ, 'variants whose ids differ')
      .exactOptional(),
    goal: ruleSchema.exactOptional(),
    /** How long after they were drawn people are counted who reach the goal; absent: seven days. */
    'goal-within': durationSchema.exactOptional(),
    priority: z.int().min(0).max(100).exactOptional(),
    holdout: z.number().min(0).max(0.9).exactOptional(),
    /** Absent: once per person, for good. `none`: as often as it matches. */
    caps: z.union([z.literal('none'), caps]).exactOptional(),
    schedule: scheduleSchema.exactOptional(),
    'quiet-hours': z.union([z.literal('none'), quietHoursSchema]).exactOptional(),
    reentry: reentrySchema.exactOptional(),
    /** Sends to those, too, whom its publication finds in the audience. */
    'include-present': z.boolean().exactOptional(),
    tags: z.array(idSchema).min(1).max(10).exactOptional(),
    /** Absent or true: pauses for people whose account somebody in sales works. */
    marketing: z.boolean().exactOptional(),
  })
  .refine(
    (e) => (e.send === undefined) !== (e.variants === undefined),
    '`send`, or `variants` that each have one',
  )

export type Engagement = z.infer<typeof engagementSchema>
export type Schedule = z.infer<typeof scheduleSchema>
export type HoursOfDay = z.infer<typeof quietHoursSchema>
export type CapWindow = z.infer<typeof cap>
export type SendItem = z.infer<typeof sendItemSchema>
export type TaskOwner = NonNullable<z.infer<typeof task>['owner']>

/** One list of messages: the engagement's, or one of its variants'. */
export interface Arm {
  /** Absent where the engagement has no variants. */
  readonly variant?: string
  readonly weight: number
  readonly send: readonly SendItem[]
}

/** What an engagement sends, variant by variant. */
export const armsOf = (engagement: Engagement): readonly Arm[] =>
  engagement.variants
    ? engagement.variants.map(({ id, weight, send }) => ({
        variant: id,
        weight: weight ?? 1,
        send,
      }))
    : [{ weight: 1, send: engagement.send ?? [] }]

/** What a message names: the kind and id of a definition. */
export const namedBy = (
  one: SendItem,
): {
  readonly channel: ChannelName
  readonly kind: 'guide' | 'email' | 'endpoint'
  readonly id: string
} => {
  if (one.guide !== undefined) return { channel: 'guide', kind: 'guide', id: one.guide }
  if (one.email !== undefined) return { channel: 'email', kind: 'email', id: one.email }
  if (one.webhook !== undefined) return { channel: 'webhook', kind: 'endpoint', id: one.webhook }
  if (one.slack !== undefined) return { channel: 'slack', kind: 'endpoint', id: one.slack }
  return { channel: 'task', kind: 'endpoint', id: one.task?.to ?? '' }
}
