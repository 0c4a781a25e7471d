import {
  durationMs,
  durationSchema,
  type JsonObject,
  type LedgerEntry,
  limits,
  type MessageStep,
  ownEvents,
} from '@waymark/schemas'
import { countDelivery } from './engagements/deliver.ts'
import { answersIn, noteMessage, suppressedBy } from './note-message.ts'
import type { Resolved } from './observe-event.ts'
import type { EngagementState } from './state.ts'
import type { PersonWork } from './work.ts'

type Step = MessageStep | 'released' | 'answered'

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

/** A report about an engagement that this person was never offered changes nothing. */
const record = (now: EngagementState, reported: Reported): void => {
  const { what, at } = reported
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
  return what === 'rendered' ? undefined : { [what]: at }
}

const noteReaction = (work: PersonWork, id: string, reported: Reported): void => {
  const message = work.program.messages.get(id)
  const entry = entryOf(reported)
  if (message && entry) noteMessage(work.state, message, entry)
}

/** What a browser reports of a guide: the message ledger, and the grant that is used up or given back. */
export const applyGuideEvent = (work: PersonWork, resolved: Resolved): void => {
  const what = steps[resolved.name]
  const { properties } = resolved.seen
  const engagement = text(properties, 'engagement')
  const now =
    what && Object.hasOwn(work.state.eng, engagement) ? work.state.eng[engagement] : undefined
  if (!what || !now) return
  const reported = { what, properties, at: resolved.time }
  const message = work.program.messages.get(engagement)
  if (what === 'rendered') countDelivery(work.state, { message, ledger: now, at: resolved.time })
  record(now, reported)
  noteReaction(work, engagement, reported)
  if (what === 'released' || what === 'answered') return
  const by = text(properties, 'by') || text(properties, 'reason')
  work.transitions.push({
    t: 'message',
    decision: text(properties, 'decision'),
    engagement,
    guide: text(properties, 'guide'),
    what,
    at: resolved.time,
    ...(by ? { by } : {}),
  })
}
