import type { PqlOutcome } from '@waymark/schemas'
import type { Lead, LeadAction, LeadList } from '@waymark/schemas/api/leads'
import { address, request } from '../../api/request.ts'
import { leadKind, pendingLeads } from '../../leads/lead-work.ts'
import { outcomeName } from '../../words/names.ts'
import { actOn, type Hands, handsOn } from '../../work/do-work.ts'

interface LeadWork extends Hands {
  readonly close: (outcome: PqlOutcome, note?: string) => void
  readonly reopen: () => void
}

interface LeadDeps {
  readonly env: string
  /** Who works the lead, as the server will call them. */
  readonly by: string
  readonly now: () => number
}

/** What a human does to a lead. */
export const leadWork = (lead: Lead, { env, by, now }: LeadDeps): LeadWork => {
  const { subject, pql, name } = lead
  const act = actOn(lead, {
    name,
    listing: {
      path: address('/api/leads', { env, view: 'open' }),
      itemsOf: ({ leads }: LeadList) => leads,
    },
    kind: leadKind,
    pending: pendingLeads,
    post: (deed) => {
      const action: LeadAction = { env, subject, pql, ...deed }
      return request('/api/leads', { method: 'POST', body: action })
    },
    refresh: ['/api/leads', '/api/accounts'],
    by,
    now,
  })
  return {
    ...handsOn(lead, act, { name, back: 'is back in the inbox', now }),
    close: (outcome, note) =>
      act(
        { do: 'outcome', outcome, ...(note ? { note } : {}) },
        `${name}: ${outcomeName(outcome).toLowerCase()}`,
        { do: 'reopen' },
      ),
    reopen: () => {
      const { outcome, outcomeNote: note } = lead
      const undo = outcome && ({ do: 'outcome', outcome, ...(note ? { note } : {}) } as const)
      act({ do: 'reopen' }, `${name} is open again`, undo)
    },
  }
}
