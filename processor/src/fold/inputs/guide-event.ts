import {
  type AnswerValue,
  durationMs,
  durationSchema,
  type JsonObject,
  type LedgerEntry,
  limits,
  type MessageStep,
  type Transition,
} from '@waymark/schemas'
import { ownEvents } from '@waymark/schemas/wire/event'
import type { EngagementProgram } from '../../program/engagement.ts'
import { countDelivery } from '../engagements/deliver.ts'
import { answersIn, noteMessage, suppressedBy } from '../engagements/note-message.ts'
import { mineIn } from '../mine.ts'
import type { EngagementState } from '../state.ts'
import { dated } from '../verdicts/dated.ts'
import type { PersonWork } from '../work.ts'
import type { Resolved } from './observe-event.ts'

type Step = MessageStep | 'released' | 'answered' | 'left'

const steps: { readonly [event: string]: Step } = {
  [ownEvents.guideRendered]: 'rendered',
  [ownEvents.guideSeen]: 'seen',
  [ownEvents.guideClicked]: 'clicked',
  [ownEvents.guideDismissed]: 'dismissed',
  [ownEvents.guideCompleted]: 'completed',
  [ownEvents.guideSnoozed]: 'snoozed',
  [ownEvents.guideMissed]: 'missed',
  [ownEvents.guideAnswered]: 'answered',
  [ownEvents.guideReleased]: 'released',
  [ownEvents.guideLeft]: 'left',
}

const text = (properties: JsonObject, key: string): string => {
  const value = properties[key]
  return typeof value === 'string' ? value.slice(0, limits.nameLength) : ''
}

/** How long "later" is, where nobody says; and at most, so that nobody is forgotten. */
const laterMs = 86_400_000
const longestLaterMs = 365 * laterMs

const untilOf = ({ properties, at }: Reported): number => {
  const parsed = durationSchema.safeParse(properties.for)
  return at + Math.min(parsed.success ? durationMs(parsed.data) : laterMs, longestLaterMs)
}

/** What shows that somebody has the guide before them, at that instant. */
const onScreen: ReadonlySet<Step> = new Set(['seen', 'clicked', 'answered'])

/** A page is left and come back to; reports of it may come in any order. */
const noteScreen = (now: EngagementState, { what, at }: Reported): void => {
  if (what === 'left') now.left = Math.max(now.left ?? at, at)
  if (onScreen.has(what) && now.left !== undefined && at > now.left) delete now.left
}

/** A report about an engagement that this person was never offered changes nothing. */
const record = (now: EngagementState, reported: Reported): void => {
  const { what, at } = reported
  noteScreen(now, reported)
  if (what === 'snoozed') now.later = { at, until: untilOf(reported) }
  if (what === 'rendered' || what === 'released') delete now.lease
  if (what === 'dismissed' || what === 'completed' || what === 'snoozed') now.acted = { what, at }
}

interface Reported {
  readonly what: Step
  readonly properties: JsonObject
  readonly at: number
}

/** What rules can ask for: what somebody did, what they answered, why the browser could not show it. */
const entryOf = ({ what, properties, at }: Reported): LedgerEntry | undefined => {
  if (what === 'answered') return { answered: at, answers: answersIn(properties, at) }
  if (what === 'missed' || what === 'released') return suppressedBy(text(properties, 'reason'), at)
  return what === 'rendered' || what === 'left' ? undefined : { [what]: at }
}

const noteReaction = (
  work: PersonWork,
  message: EngagementProgram | undefined,
  reported: Reported,
): void => {
  const entry = entryOf(reported)
  if (message && entry) noteMessage(work, message, entry)
}

/** The guide that the engagement shows, whatever the page says. Of one that is not published any more the page alone knows. */
const guideOf = (message: EngagementProgram | undefined, properties: JsonObject): string => {
  if (!message) return text(properties, 'guide')
  return message.channel === 'guide' ? message.guide : ''
}

/** Answers by question, without when they were given. */
const plainAnswers = (properties: JsonObject): { readonly [question: string]: AnswerValue } =>
  Object.fromEntries(
    Object.entries(answersIn(properties, 0)).map(([question, [value]]) => [question, value]),
  )

interface Told {
  readonly engagement: string
  readonly message: EngagementProgram | undefined
}

/** What is no step of a message, but what rules ask for. */
const notedOf = (
  work: PersonWork,
  { what, properties, at }: Reported & { readonly what: 'answered' | 'released' },
  { engagement, message }: Told,
): Transition => {
  const by = text(properties, 'reason')
  return {
    t: 'noted',
    engagement,
    guide: guideOf(message, properties),
    what,
    ...dated(work, at),
    ...(what === 'released' ? { by } : { answers: plainAnswers(properties) }),
  }
}

const stepOf = (
  work: PersonWork,
  { what, properties, at }: Reported & { readonly what: MessageStep },
  { engagement, message }: Told,
): Transition => {
  const because = text(properties, 'reason')
  const by = what === 'missed' ? because : text(properties, 'by') || because
  return {
    t: 'message',
    decision: text(properties, 'decision'),
    engagement,
    guide: guideOf(message, properties),
    what,
    ...dated(work, at),
    ...(by ? { by } : {}),
    ...(message ? {} : { unpublished: true }),
  }
}

/** What a browser reports of a guide: the message ledger, and the grant that is used up or given back. */
export const applyGuideEvent = (work: PersonWork, resolved: Resolved): void => {
  const what = steps[resolved.name]
  const { properties } = resolved.seen
  const engagement = text(properties, 'engagement')
  const now = what && mineIn(work, 'eng', engagement)
  if (!what || !now) return
  const reported = { properties, at: resolved.time }
  const message = work.program.messages.get(engagement)
  if (what === 'rendered') countDelivery(work.state, { message, ledger: now, at: resolved.time })
  record(now, { what, ...reported })
  noteReaction(work, message, { what, ...reported })
  const told = { engagement, message }
  if (what === 'left') return
  if (what !== 'answered' && what !== 'released')
    work.transitions.push(stepOf(work, { what, ...reported }, told))
  else if (message) work.transitions.push(notedOf(work, { what, ...reported }, told))
}
