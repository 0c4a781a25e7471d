import { type EventLog, readRange } from '@waymark/storage'

/** Which offsets one insert takes: per partition from (inclusive) and to (exclusive). */
export interface SinkPlan {
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/**
 * The newest plan of a sink, stored before it is carried out. After a crash the very same range is inserted again; its rows have
 * the same keys, so that readers see them once.
 */
export const createSinkPlans = (log: EventLog, name: string) => {
  const key = `sink/${name}`
  return {
    store: async (plan: SinkPlan): Promise<void> => {
      await log.append([{ topic: 'deliveries', key, value: Buffer.from(JSON.stringify(plan)) }])
    },
    newest: async (): Promise<SinkPlan | undefined> => {
      let plan: SinkPlan | undefined
      await readRange(log, { topic: 'deliveries' }, (record) => {
        if (record.key === key && record.value)
          plan = JSON.parse(Buffer.from(record.value).toString('utf8'))
      })
      return plan
    },
  }
}
