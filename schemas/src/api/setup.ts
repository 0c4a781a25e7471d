import type { Refusal } from '../log/refusal-record.ts'
import type { EventItem } from './events.ts'

/** GET /api/setup?env= */
export interface Setup {
  readonly env: string
  readonly writeKey: string
  readonly ingestUrl: string
  /** The two tags, ready to paste. */
  readonly snippet: string
  readonly stubHash: string
  /** What a strict Content Security Policy has to allow. */
  readonly csp: string
  readonly firstEvent?: EventItem
  readonly lastEventAt?: number
  readonly refusals: readonly Refusal[]
  /** Origins of pages whose events were refused lately because the write key does not allow them. */
  readonly refusedOrigins: readonly RefusedOrigin[]
  readonly demoUrl?: string
  readonly steps: {
    readonly install: boolean
    readonly identify: boolean
    readonly milestone: boolean
    readonly guide: boolean
  }
  /** What is in force already, whether or not somebody has come to it. */
  readonly published: {
    readonly milestone: boolean
    /** A guide that an engagement or a flow sends. */
    readonly guide: boolean
  }
}

/** A page's origin that may not send yet. POST /api/origins {env, origin} lets it. */
export interface RefusedOrigin {
  readonly origin: string
  /** How often, of what is remembered. */
  readonly count: number
  readonly lastAt: number
}
