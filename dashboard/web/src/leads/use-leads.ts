import type { Lead, LeadList } from '@waymark/schemas'
import { type Shown, useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { useSession } from '../app/session.ts'
import { now } from '../words/now.ts'
import { afterwards, isSameLead, type LeadView, withPending } from './lead-views.ts'
import { pendingDeeds } from './pending-deeds.ts'

/** The leads of a view, with what was done to them a moment ago. */
export const useLeads = (view: LeadView): Shown<LeadList> => {
  const { env, me } = useSession()
  const answer = useQuery<LeadList>(address('/api/leads', { env, view }))
  if (!answer.data) return answer
  const at = { view, now: now.value, me: me.user.name }
  return { ...answer, data: withPending(answer.data, pendingDeeds.value, at) }
}

/** Leads that came with another answer, with what was done to them a moment ago. */
export const withDeeds = (leads: readonly Lead[]): readonly Lead[] =>
  leads.map((lead) => {
    const pending = pendingDeeds.value.find((one) => isSameLead(one.lead, lead))
    return pending ? afterwards(lead, pending.deed, pending) : lead
  })
