import type { Decision, GuideEventProperties, ownEvents } from '@waymark/schemas'
import type { GuideEventName, GuideHost } from '../../guide-contract.ts'

/** The names are `ownEvents` of the wire; the compiler holds them equal, and no table of the schemas ends in the chunk. */
const events = {
  armed: '$guide_armed',
  rendered: '$guide_rendered',
  seen: '$guide_seen',
  clicked: '$guide_clicked',
  dismissed: '$guide_dismissed',
  completed: '$guide_completed',
  snoozed: '$guide_snoozed',
  released: '$guide_released',
  missed: '$guide_missed',
} as const satisfies {
  readonly [fact in Fact]: (typeof ownEvents)[`guide${Capitalize<fact>}`]
}

export type Fact =
  | 'armed'
  | 'rendered'
  | 'seen'
  | 'clicked'
  | 'dismissed'
  | 'completed'
  | 'snoozed'
  | 'released'
  | 'missed'

export type Reason = NonNullable<GuideEventProperties['reason']>

export type Details = Pick<GuideEventProperties, 'step' | 'score' | 'reason' | 'by'> & {
  /** Of a snooze: for how long, `24h`. */
  readonly for?: string
}

/** Says what happened to a guide: to ingest, and to listeners in the page. */
export type Recorder = (fact: Fact, details?: Details) => void

export const createRecorder =
  (host: GuideHost, decision: Decision): Recorder =>
  (fact, details = {}) => {
    const { guide, engagement, version, id } = decision
    const { score, ...said } = details
    const known = {
      ...said,
      ...(score === undefined ? {} : { score: Math.round(score * 100) / 100 }),
    }
    host.record(events[fact], { guide, decision: id, engagement, version, ...known })
    const heard = heardAs(fact)
    if (heard) host.emit(heard, { guide, decision: id, version, ...known })
  }

const heardAs = (fact: Fact): GuideEventName | undefined => {
  if (fact === 'released') return undefined
  return fact === 'rendered' ? 'guide:shown' : `guide:${fact}`
}
