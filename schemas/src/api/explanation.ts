import type { SubjectKey } from '../log/subject.ts'
import type { FlowMove } from '../log/transitions/flows.ts'
import type { DebuggedBy } from '../wire/debugging.ts'
import type { EventItem } from './events.ts'
import type { MessageItem, Uncounted } from './people.ts'

/** The guide of an engagement, or of a flow's step (`flow/FLOW/STEP`), for one person: what it wants, what was decided, what the browser reported. */
export interface ExplainedGuide {
  readonly engagement: string
  readonly guide: string
  /** The audience in words. */
  readonly wants: string
  /** The newest decision; absent: the processor has never looked, or the person was never in the audience. */
  readonly decision?: MessageItem
  readonly history: readonly MessageItem[]
  /** What the browser reported about it, newest first. */
  readonly browser: readonly EventItem[]
  /** How its gates stand now; one for each variant and place in which it shows this guide. Empty: nothing could be asked. */
  readonly now: readonly DebuggedBy[]
}

/** What an engagement or a flow sent, or did not send: by which gate, what it wanted, what it found. */
export interface ExplainedSend {
  /** `flow/FLOW/STEP` for what a step sends. */
  readonly engagement: string
  readonly decision: MessageItem
  readonly history: readonly MessageItem[]
}

/** Where somebody stands in a flow, or stood last, and what led there; the newest move first. */
export interface ExplainedFlow {
  readonly flow: string
  readonly moves: readonly {
    readonly at: number
    readonly what: FlowMove
    readonly step: string
    /** Of a flow with a key: whose place moved. */
    readonly key?: string
    readonly says: string
  }[]
}

/** One thing that a definition asks: what it wants, what it finds. */
export interface DefinitionCheck {
  /** Where in the definition it stands: `reached`, `fit`, `leave`, `to customer`, `at hello`. */
  readonly part: string
  readonly is: boolean
  readonly wants: string
  readonly found: string
}

/** How a definition sees a subject now. */
export interface ExplainedDefinition {
  readonly kind: 'milestone' | 'segment' | 'pql' | 'lifecycle' | 'flow'
  readonly id: string
  /** What has become of it, in plain English: `reached on 2026-03-02 09:00`. */
  readonly stands: string
  readonly checks: readonly DefinitionCheck[]
}

/** GET /api/explain?env=&person=&guide= or &definition= */
export interface Explanation {
  readonly subject: SubjectKey
  /** None of an account: guides are shown to people. */
  readonly guides: readonly ExplainedGuide[]
  /** What came faster than anybody is worth, of a person: none of this knows of it. */
  readonly uncounted?: Uncounted
  /** Absent where one guide was asked for. */
  readonly sends?: readonly ExplainedSend[]
  readonly flows?: readonly ExplainedFlow[]
  /** Where one definition was asked for: that one; none where it is about nobody like them, or its kind asks nothing. */
  readonly definitions?: readonly ExplainedDefinition[]
  readonly asOf: number
}
