import {
  type JsonObject,
  type LedgerEntry,
  limits,
  type MessageStep,
  ownEvents,
} from '@waymark/schemas'
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

const kept = limits.rollingCount

/** A report about an engagement that this person was never offered changes nothing. */
const record = (now: EngagementState, what: Step, at: number): void => {
  if (what === 'rendered') now.shown = [...now.shown, at].sort((a, b) => a - b).slice(-kept)
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
  const engagement = work.program.engagements.find((one) => one.id === id)
  const entry = entryOf(reported)
  if (engagement && entry) noteMessage(work.state, engagement, entry)
}

/** What a browser reports of a guide: the message ledger, and the grant that is used up or given back. */
export const applyGuideEvent = (work: PersonWork, resolved: Resolved): void => {
  const what = steps[resolved.name]
  const { properties } = resolved.seen
  const engagement = text(properties, 'engagement')
  const now =
    what && Object.hasOwn(work.state.eng, engagement) ? work.state.eng[engagement] : undefined
  if (!what || !now) return
  record(now, what, resolved.time)
  noteReaction(work, engagement, { what, properties, at: resolved.time })
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
