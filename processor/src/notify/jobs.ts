import type { DeliveryRecord, SubjectKey } from '@waymark/schemas'
import type { Job } from './lane.ts'
import { createLeadIndex } from './lead-index.ts'

/** Every delivery that is still to be sent, queued or under way. */
export interface Jobs {
  readonly add: (record: DeliveryRecord) => Job
  readonly get: (id: string) => Job | undefined
  readonly remove: (job: Job) => void
  readonly idsOf: (subject: SubjectKey, pql: string) => readonly string[]
}

export const createJobs = (): Jobs => {
  const jobs = new Map<string, Job>()
  const leads = createLeadIndex()
  return {
    add: (record) => {
      const { next: due = 0, decided: order } = record
      const job: Job = { record, due, order, underWay: false }
      jobs.set(record.id, job)
      leads.add(record)
      return job
    },
    get: (id) => jobs.get(id),
    remove: ({ record }) => {
      jobs.delete(record.id)
      leads.remove(record)
    },
    idsOf: leads.idsOf,
  }
}
