import type { Lead, LeadList } from '@waymark/schemas/api/leads'
import type { WorkView } from '@waymark/schemas/api/work'
import type { ComponentChildren } from 'preact'
import { useLeads } from '../../leads/use-leads.ts'
import { Ago } from '../../ui/ago.tsx'
import { Name } from '../../ui/name.tsx'
import { Empty } from '../../ui/states.tsx'
import { asSentence } from '../../words/names.ts'
import { ListRecord } from '../../work/list-record.tsx'
import { useWorkView, WorkPage } from '../../work/work-page.tsx'
import { AlmostList } from './almost-list.tsx'
import { championName } from './champion.tsx'
import { LeadRecord } from './lead-record.tsx'
import { LeadState } from './lead-state.tsx'
import { Precision } from './precision.tsx'

const empties: Readonly<Record<WorkView, { readonly title: string; readonly says: string }>> = {
  open: {
    title: 'No lead waits',
    says: 'When an account turns PQL it shows here within a second, with why, whom to talk to and what to say.',
  },
  mine: {
    title: 'You have no leads',
    says: 'Claim one with the key e: it shows here, and others see that it is yours.',
  },
  snoozed: {
    title: 'Nothing is snoozed',
    says: 'A snoozed lead comes back by itself. Snooze one with the key s.',
  },
  done: {
    title: 'Nothing is closed yet',
    says: 'Closing a lead as won or lost tells how good its rule is.',
  },
}

const leadId = ({ subject, pql }: Lead): string => `${subject} ${pql}`

/** `Reached Code installed, employees is at least 20` */
const sayWhy = ({ reasons, pqlName }: Lead): string => {
  const holds = reasons.filter((reason) => reason.is).map((reason) => reason.says)
  return asSentence(holds.join(', ')) || pqlName
}

const rowOf = (lead: Lead) => ({
  title: <Name>{lead.name}</Name>,
  state: <LeadState lead={lead} />,
  says: sayWhy(lead),
  foot: (
    <>
      <span class="cut">
        <Name>{lead.champion ? championName(lead.champion) : 'No champion yet'}</Name>
      </span>
      <span class="push nowrap">
        <Ago at={lead.since} />
      </span>
    </>
  ),
})

interface InboxBodyProps {
  readonly list: LeadList
  readonly view: WorkView
}

const NoLeads = ({
  view,
  children,
}: {
  readonly view: WorkView
  readonly children: ComponentChildren
}) => (
  <>
    <Empty title={empties[view].title}>
      <p>{empties[view].says}</p>
      {view === 'open' && (
        <a class="button" href="/definitions?kind=pql">
          When does somebody turn PQL?
        </a>
      )}
    </Empty>
    <div class="gutter">{children}</div>
  </>
)

const InboxBody = ({ list, view }: InboxBodyProps) => {
  const below = (
    <>
      <Precision precision={list.precision} />
      {view === 'open' && <AlmostList almost={list.almost} />}
    </>
  )
  return (
    <ListRecord
      param="lead"
      items={list.leads}
      idOf={leadId}
      row={rowOf}
      record={(lead) => <LeadRecord key={leadId(lead)} lead={lead} />}
      below={below}
      back="All leads"
      empty={<NoLeads view={view}>{below}</NoLeads>}
    />
  )
}

/** Leads that want a human, the newest first. */
export const InboxPage = () => {
  const [view, openView] = useWorkView()
  return (
    <WorkPage title="Inbox" label="Which leads" list={useLeads(view)} view={view} onView={openView}>
      {(list) => <InboxBody list={list} view={view} />}
    </WorkPage>
  )
}
