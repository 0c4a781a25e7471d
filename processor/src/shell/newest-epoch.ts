import type { DebtsLine, OwnerPosition, StateEnvelope } from '@waymark/schemas'
import { createStateReader, type LogRecord, type StateReaderOptions } from '@waymark/storage'
import { decodeLine } from './state-codec.ts'

/** Reads what counts on `state`. `known`: an epoch that began before the first record to be read. */
export const createLineReader = (
  known?: StateReaderOptions['known'],
): ((record: LogRecord) => StateEnvelope | DebtsLine | OwnerPosition | undefined) =>
  createStateReader({ parse: decodeLine, ...(known ? { known } : {}) }).lineOf

/** Reads the envelopes of `state` as every consumer must: without the owners' bookkeeping and what does not count. */
export const createEnvelopeReader = (
  known?: StateReaderOptions['known'],
): ((record: LogRecord) => StateEnvelope | undefined) =>
  createStateReader({ parse: decodeLine, ...(known ? { known } : {}) }).envelopeOf
