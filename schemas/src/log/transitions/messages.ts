import type { AnswerValue } from '../../rules/message/ledger.ts'
import type { Gate } from '../../wire/gates.ts'
import type { SendChannel } from './sends.ts'

/** Who gets which message, who does not and why, and what they did with it. */
export type MessageTransition =
  | {
      readonly t: 'decided'
      readonly decision: string
      readonly engagement: string
      readonly guide: string
      readonly version: number
      readonly variant?: string
      readonly at: number
      readonly why: readonly Gate[]
    }
  | {
      readonly t: 'withdrawn'
      readonly decision: string
      readonly engagement: string
      readonly guide: string
      readonly at: number
      readonly why: readonly Gate[]
    }
  | {
      readonly t: 'suppressed'
      readonly engagement: string
      /** '' where it is not a guide that is not shown. */
      readonly guide: string
      /** Of what is sent: the channel, and what was not sent. */
      readonly channel?: SendChannel
      readonly what?: string
      readonly variant?: string
      readonly at: number
      readonly why: readonly Gate[]
    }
  | {
      /**
       * Somebody came as far as the draw: all gates before it were open. Told once per person and engagement, of those who are
       * held out and of those who are not, so that lift can compare exactly these.
       */
      readonly t: 'exposed'
      readonly engagement: string
      readonly arm: 'treated' | 'held_out'
      /** Whose holdout: the engagement's own, or the project's. */
      readonly of?: 'engagement' | 'project'
      readonly variant?: string
      /** How the draw was set when it was made: who was drawn under other shares cannot be compared. */
      readonly draw: DrawShares
      readonly at: number
    }
  | {
      readonly t: 'granted'
      readonly claim: string
      readonly decision: string
      readonly at: number
      readonly until: number
    }
  | {
      readonly t: 'not_granted'
      readonly claim: string
      readonly decision: string
      readonly at: number
      readonly reason: 'capped' | 'withdrawn' | 'elsewhere'
    }
  | {
      readonly t: 'lapsed'
      readonly decision: string
      readonly engagement: string
      readonly at: number
    }
  | {
      readonly t: 'message'
      readonly decision: string
      readonly engagement: string
      /** The one that the engagement shows, whatever the page called it. */
      readonly guide: string
      readonly what: MessageStep
      readonly at: number
      readonly folded?: number
      readonly by?: string
      /** The engagement was not in force any more: rules do not see it. */
      readonly unpublished?: true
    }
  | {
      /** What a page told of a message that is no step of it, but that rules ask for: answers, and why a grant was given back. */
      readonly t: 'noted'
      readonly engagement: string
      readonly guide: string
      readonly what: 'answered' | 'released'
      readonly at: number
      readonly folded?: number
      readonly by?: string
      readonly answers?: { readonly [question: string]: AnswerValue }
    }

/** The shares that people are drawn by: of the project's holdout, of the rest the engagement's own, and the variants' weights. */
export interface DrawShares {
  readonly project: number
  readonly holdout: number
  readonly variants?: readonly (readonly [id: string, weight: number])[]
}

export type MessageStep =
  | 'rendered'
  | 'seen'
  | 'clicked'
  | 'dismissed'
  | 'completed'
  | 'snoozed'
  | 'missed'
