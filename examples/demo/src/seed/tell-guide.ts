import type { HistoryEvent } from './history-event.ts'

interface Shown {
  readonly guide: string
  readonly engagement: string
  readonly version: number
}

/** Tells something of a guide that was shown while somebody did something else, so many seconds after that. */
export type TellGuide = (
  afterSeconds: number,
  what: 'rendered' | 'seen' | 'clicked' | 'answered' | 'dismissed' | 'completed',
  properties?: HistoryEvent['properties'],
) => HistoryEvent

/** As the page of somebody tells it: of one showing, at what they did. */
export const tellGuide = (shown: Shown, at: HistoryEvent): TellGuide => {
  const decision = `demo-${shown.guide}-${at.userId}`
  return (afterSeconds, what, properties = {}) => ({
    type: 'track',
    event: `$guide_${what}`,
    messageId: `${at.messageId}-${shown.guide}-${what}-${afterSeconds}`,
    anonymousId: at.anonymousId,
    ...(at.userId === undefined ? {} : { userId: at.userId }),
    context: at.context,
    timestamp: new Date(Date.parse(at.timestamp) + afterSeconds * 1000).toISOString(),
    properties: { ...shown, decision, ...properties },
  })
}
