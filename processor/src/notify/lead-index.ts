import type { DeliveryRecord, SubjectKey } from '@waymark/schemas'

type Lead = Pick<DeliveryRecord, 'id' | 'subject' | 'pql'>

/** Finds deliveries by whom they are about. */
export interface LeadIndex {
  readonly add: (lead: Lead) => void
  readonly remove: (lead: Lead) => void
  readonly idsOf: (subject: SubjectKey, pql: string) => readonly string[]
}

/** The id of a PQL has no space. */
const keyOf = (subject: SubjectKey, pql: string): string => `${pql} ${subject}`

export const createLeadIndex = (): LeadIndex => {
  const leads = new Map<string, Set<string>>()
  return {
    add: ({ id, subject, pql }) => {
      const key = keyOf(subject, pql)
      const ids = leads.get(key)
      if (ids) ids.add(id)
      else leads.set(key, new Set([id]))
    },
    remove: ({ id, subject, pql }) => {
      const key = keyOf(subject, pql)
      const ids = leads.get(key)
      ids?.delete(id)
      if (ids?.size === 0) leads.delete(key)
    },
    idsOf: (subject, pql) => [...(leads.get(keyOf(subject, pql)) ?? [])],
  }
}
