import type { Lead, LeadList } from '@waymark/schemas/api/leads'
import type { WorkView } from '@waymark/schemas/api/work'
import { type Shown, useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { useSession } from '../app/session.ts'
import { now } from '../words/now.ts'
import { withPending } from '../work/with-pending.ts'
import { leadKind, pendingLeads } from './lead-work.ts'

/** The leads of a view, with what was done to them a moment ago. */
export const useLeads = (view: WorkView): Shown<LeadList> => {
  const { env, me } = useSession()
  const answer = useQuery<LeadList>(address('/api/leads', { env, view }))
  if (!answer.data) return answer
  const { leads, counts } = answer.data
  const at = { view, now: now.value, me: me.user.name, pending: pendingLeads.all() }
  const shown = withPending(leadKind, { items: leads, counts }, at)
  return { ...answer, data: { ...answer.data, leads: shown.items, counts: shown.counts } }
}

/** Leads that came with another answer, with what was done to them a moment ago. */
export const withDeeds = (leads: readonly Lead[]): readonly Lead[] =>
  leads.map((lead) => {
    const pending = pendingLeads.all().find(({ item }) => leadKind.isSame(item, lead))
    return pending ? leadKind.after(lead, pending.deed, pending) : lead
  })
