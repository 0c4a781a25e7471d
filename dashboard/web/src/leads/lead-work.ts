import type { Lead, LeadAction } from '@waymark/schemas/api/leads'
import { pendingDeeds } from '../work/pending-deeds.ts'
import type { Doing, WorkKind } from '../work/work-kind.ts'

/** What a human did to a lead. */
export type Deed = Pick<LeadAction, 'do' | 'until' | 'outcome' | 'note' | 'own'>

/** A lead as it will be when the server has folded what was done. */
const afterwards = (lead: Lead, deed: Deed, { by, at }: Doing): Lead => {
  const { owner, claimedAt, snoozedUntil, outcome, outcomeNote, outcomeAt, ...rest } = lead
  const claimed = {
    ...(owner === undefined ? {} : { owner }),
    ...(claimedAt === undefined ? {} : { claimedAt }),
  }
  switch (deed.do) {
    case 'claim':
      return { ...rest, owner: by, claimedAt: at }
    case 'release':
      return { ...rest, ...(snoozedUntil === undefined ? {} : { snoozedUntil }) }
    case 'snooze':
      return {
        ...rest,
        ...claimed,
        ...(deed.until === undefined ? {} : { snoozedUntil: deed.until }),
      }
    case 'wake':
    case 'reopen':
      return { ...rest, ...claimed }
    case 'outcome':
      return {
        ...rest,
        ...claimed,
        ...(deed.outcome ? { outcome: deed.outcome, outcomeAt: at } : {}),
        ...(deed.note ? { outcomeNote: deed.note } : {}),
      }
  }
}

/** Leads as work: the newest first; who is no longer a lead is done with. */
export const leadKind: WorkKind<Lead, Deed> = {
  after: afterwards,
  isSame: (a, b) => a.subject === b.subject && a.pql === b.pql,
  isDone: (lead) => lead.outcome !== undefined || !lead.is,
  order: (a, b) => b.since - a.since,
}

/** What was done to leads a moment ago. */
export const pendingLeads = pendingDeeds<Lead, Deed>(leadKind.isSame)
