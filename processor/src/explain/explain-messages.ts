import type { ChannelName } from '@waymark/schemas'
import type { Gate } from '@waymark/schemas/wire/gates'
import { walkGates, wordsOf } from '../fold/engagements/gates.ts'
import { factsOf } from '../fold/facts-of.ts'
import { pendingMessages } from '../fold/flows/pending-messages.ts'
import { own } from '../fold/own.ts'
import type { SubjectState } from '../fold/state.ts'
import type { EngagementProgram } from '../program/engagement.ts'
import type { Program } from '../program/program.ts'

/** Why a person may or may not get a message now. */
export interface Explained {
  /** With the message's place in its list where that is not the first: `remind.1`. */
  readonly engagement: string
  readonly channel: ChannelName
  /** Id of the guide; '' for what is sent. */
  readonly guide: string
  /** Id of the guide, the template or the endpoint. */
  readonly what: string
  readonly variant?: string
  /** Of what is sent: goes out now. */
  readonly shows: boolean
  /** The decision in force, when there is one. */
  readonly decision?: string
  /** Every gate up to the first that is shut: what it expects, and what it finds. */
  readonly gates: readonly Gate[]
  /** Times it was rendered or sent, ms. */
  readonly shown: readonly number[]
}

const whatOf = (message: EngagementProgram): Pick<Explained, 'channel' | 'guide' | 'what'> =>
  message.channel === 'guide'
    ? { channel: 'guide', guide: message.guide, what: message.guide }
    : { channel: message.channel, guide: '', what: message.what }

/** Answers by the code that decides, on the state as it is at `now`. */
export const explainMessages = (
  state: SubjectState,
  {
    program,
    now,
    guide,
  }: { readonly program: Program; readonly now: number; readonly guide?: string },
): readonly Explained[] => {
  const facts = factsOf(state)
  facts.now = Math.max(now, state.clock)
  const offered = state.kind === 'person' ? program.engagements : []
  return [...offered, ...pendingMessages(state, program)]
    .filter((one) => guide === undefined || (one.channel === 'guide' && one.guide === guide))
    .map((message) => {
      const gates = wordsOf(walkGates(message, { state, facts, program }))
      const ledger = own(state.eng ?? {}, message.id)
      return {
        engagement: message.id,
        ...whatOf(message),
        ...(message.variant === undefined ? {} : { variant: message.variant }),
        shows: gates.every((gate) => gate.is),
        ...(ledger?.dec === undefined ? {} : { decision: ledger.dec }),
        gates,
        shown: ledger?.shown ?? [],
      }
    })
}
