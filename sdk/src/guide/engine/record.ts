import type { GuideEventProperties, ownEvents } from '@waymark/schemas/wire/event'
import type { Decision } from '@waymark/schemas/wire/messages'
import type { GuideEventName, GuideHost } from '../../guide-contract.ts'

type OwnEvents = typeof ownEvents

/** `$guide_armed`, …: the names of the wire, and the compiler holds them equal; no table of them ends in the chunk. */
type Named<Event> = Event extends `$guide_${infer Name}` ? Name : never
export type Fact = Named<OwnEvents[keyof OwnEvents]>

export type Reason = NonNullable<GuideEventProperties['reason']>

export type Details = Pick<
  GuideEventProperties,
  'step' | 'score' | 'drift' | 'reason' | 'by' | 'answers'
> & {
  /** Of a snooze: for how long, `24h`. */
  readonly for?: string
}

/** Says what happened to a guide: to ingest, and to listeners in the page. */
export type Recorder = (fact: Fact, details?: Details) => void

export const createRecorder =
  (host: GuideHost, decision: Decision): Recorder =>
  (fact, details = {}) => {
    const { guide, engagement, version, variant, id } = decision
    const { score, ...said } = details
    const known = {
      ...said,
      ...(score === undefined ? {} : { score: Math.round(score * 100) / 100 }),
    }
    host.record(`$guide_${fact}` satisfies OwnEvents[keyof OwnEvents], {
      guide,
      decision: id,
      engagement,
      version,
      ...(variant && { variant }),
      ...known,
    })
    const heard = heardAs(fact)
    if (heard) host.emit(heard, { guide, decision: id, version, ...known })
  }

const heardAs = (fact: Fact): GuideEventName | undefined => {
  if (fact === 'released' || fact === 'left') return undefined
  return fact === 'rendered' ? 'guide:shown' : `guide:${fact}`
}
