import type { Definition } from '@waymark/schemas'
import type { Memory } from './memory.ts'

/** What a server under load is made of. */
export interface ServerOptions {
  /** Directory of its engines. */
  readonly data: string
  readonly writeKey: string
  /** `ingest` alone; or with the processor; or with the processor and ClickHouse. */
  readonly parts: 'ingest' | 'fold' | 'all'
  readonly kafkaBrokers?: readonly string[]
  /** Beside the twenty and those of the guide. */
  readonly definitions?: readonly Definition[]
  /** And so many of which no event is sent. */
  readonly untouched?: number
}

/** What the parent asks; answered with a number or numbers. */
export type Question = 'usage' | 'behind' | 'rows' | 'stop'

export interface Usage extends Memory {
  /** User and system time of the process so far, µs. */
  readonly cpuUs: number
  /** Of it, the thread that runs JavaScript: it is what fills up first. */
  readonly mainUs: number
}

/** Records that the log holds and a consumer has not passed. */
export interface Behind {
  readonly fold: number
  readonly sink: number
  /** Those whose snapshots are not written, or not in ClickHouse; that is done once in a while. */
  readonly snapshots: number
}

export interface Asked {
  readonly id: number
  readonly question: Question
}

/** What a server tells its parent. */
export type Told =
  | { readonly told: 'ready'; readonly port: number }
  | { readonly told: 'answer'; readonly id: number; readonly answer: unknown }
  /** The state of a subject that is watched came by. */
  | { readonly told: 'state'; readonly subject: string; readonly atNs: string }

/** Ids of people whose states are reported begin so. */
export const watchedPrefix = 'watched-'

export const environment = 'production'
