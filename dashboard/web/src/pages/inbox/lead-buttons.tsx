import type { PqlOutcome } from '@waymark/schemas'
import type { Lead } from '@waymark/schemas/api/leads'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { outcomeName } from '../../words/names.ts'
import { ReopenButton } from '../../work/reopen-button.tsx'
import { type Ends, WorkButtons } from '../../work/work-buttons.tsx'
import { leadWork } from './lead-actions.ts'

const group = 'This lead'

const ends: Ends<PqlOutcome> = {
  label: 'Close as…',
  outcomes: [
    { outcome: 'won', key: 'w' },
    { outcome: 'lost', key: 'l' },
    { outcome: 'not_now', key: 't' },
    { outcome: 'bad_lead', key: 'n' },
  ],
  nameOf: outcomeName,
  asks: {
    won: 'What made the difference?',
    lost: 'What was missing?',
    not_now: 'When is it worth another try?',
    bad_lead: 'Why was it not a fit? This makes the rule better.',
  },
}

/** What can be done with a lead, by buttons and by keys. */
export const LeadButtons = ({ lead }: { readonly lead: Lead }) => {
  const { me, env } = useSession()
  if (!may(me.user.role, 'work-leads'))
    return <p class="small faint">To work a lead: {whyMayNot('work-leads').toLowerCase()}</p>
  const work = leadWork(lead, { env, by: me.user.name, now: Date.now })
  if (lead.outcome) return <ReopenButton group={group} run={work.reopen} />
  return (
    <WorkButtons
      item={lead}
      name={lead.name}
      group={group}
      waits={lead.is}
      hands={work}
      ends={ends}
      onClose={work.close}
    />
  )
}
