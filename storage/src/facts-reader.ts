import { parseFactsKey } from '@waymark/schemas'
import { createEpochs, type KnownEpoch } from './epochs.ts'
import type { LogRecord } from './event-log.ts'

/** Reads the records of `facts`, those of a partition in order: after an owner's first, those of older owners count for nobody. */
export interface FactsReader {
  /** Whether what the record holds counts. */
  readonly counts: (record: Pick<LogRecord, 'key' | 'partition'>) => boolean
  /** The epoch that is in force behind what was read, as far as what was read tells. */
  readonly epochOf: (partition: number) => number | undefined
}

export const createFactsReader = ({ known }: { readonly known?: KnownEpoch } = {}): FactsReader => {
  const epochs = createEpochs(known)
  return {
    counts: ({ key, partition }) => epochs.counts(partition, parseFactsKey(key).epoch),
    epochOf: epochs.of,
  }
}
