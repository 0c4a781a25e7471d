import type { EventLog } from '@waymark/storage'
import { readRange } from './read-range.ts'

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
      const to = (await log.ends('deliveries'))[0] ?? 0
      await readRange(log, { topic: 'deliveries', partition: 0, from: 0, to }, (record) => {
        if (record.key === key && record.value)
          plan = JSON.parse(Buffer.from(record.value).toString('utf8'))
      })
      return plan
    },
  }
}
