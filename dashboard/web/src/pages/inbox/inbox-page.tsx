import type { Lead, LeadList } from '@waymark/schemas'
import { ArrowLeft } from 'lucide-preact'
import { useLeads } from '../../leads/use-leads.ts'
import { Ago } from '../../ui/ago.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Name } from '../../ui/name.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useOpenRow } from '../../ui/use-open-row.ts'
import { useParam } from '../../ui/use-param.ts'
import { asSentence } from '../../words/names.ts'
import { AlmostList } from './almost-list.tsx'
import { championName } from './champion.tsx'
import { LeadRecord } from './lead-record.tsx'
import { LeadState } from './lead-state.tsx'
import { Precision } from './precision.tsx'

const views = [
  { id: 'open', label: 'Open' },
  { id: 'mine', label: 'Mine' },
  { id: 'snoozed', label: 'Snoozed' },
  { id: 'done', label: 'Done' },
] as const

type View = (typeof views)[number]['id']

const empties: Readonly<Record<View, { readonly title: string; readonly says: string }>> = {
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

const LeadRow = ({
  lead,
  open,
  onOpen,
}: {
  readonly lead: Lead
  readonly open: boolean
  readonly onOpen: () => void
}) => (
  <li class="lead-row" data-is={open ? 'open' : undefined}>
    <button type="button" data-row aria-current={open ? 'true' : undefined} onClick={onOpen}>
      <span class="row-tight">
        <b class="cut">
          <Name>{lead.name}</Name>
        </b>
        <span class="push">
          <LeadState lead={lead} />
        </span>
      </span>
      <span class="small quiet cut">{sayWhy(lead)}</span>
      <span class="tiny faint row-tight">
        <span class="cut">
          <Name>{lead.champion ? championName(lead.champion) : 'No champion yet'}</Name>
        </span>
        <span class="push nowrap">
          <Ago at={lead.since} />
        </span>
      </span>
    </button>
  </li>
)

interface InboxBodyProps {
  readonly list: LeadList
  readonly view: View
}

const InboxBody = ({ list, view }: InboxBodyProps) => {
  const [chosen, choose] = useParam('lead')
  const picked = list.leads.find((lead) => leadId(lead) === chosen)
  const open = picked ?? list.leads[0]
  const rows = useOpenRow(open && leadId(open))
  if (!open) {
    return (
      <>
        <Empty title={empties[view].title}>
          <p>{empties[view].says}</p>
          {view === 'open' && (
            <a class="button" href="/definitions?kind=pql">
              When does somebody turn PQL?
            </a>
          )}
        </Empty>
        <div class="gutter">
          <Precision precision={list.precision} />
          {view === 'open' && <AlmostList almost={list.almost} />}
        </div>
      </>
    )
  }
  return (
    <div class="panes inbox" data-form="list-record" data-open={picked ? 'yes' : 'no'}>
      <div class="phone-list">
        <ul ref={rows}>
          {list.leads.map((lead) => (
            <LeadRow
              key={leadId(lead)}
              lead={lead}
              open={lead === open}
              onOpen={() => choose(leadId(lead))}
            />
          ))}
        </ul>
        <Precision precision={list.precision} />
        {view === 'open' && <AlmostList almost={list.almost} />}
      </div>
      <div class="phone-record">
        <button
          type="button"
          class="button back-to-list"
          data-look="plain"
          onClick={() => choose('')}
        >
          <ArrowLeft class="icon" /> All leads
        </button>
        <LeadRecord key={leadId(open)} lead={open} />
      </div>
    </div>
  )
}

/** Leads that want a human, the newest first. */
export const InboxPage = () => {
  const [asked, setView] = useParam('view')
  const view = views.find((one) => one.id === asked)?.id ?? 'open'
  const list = useLeads(view)
  const counts = list.data?.counts
  return (
    <>
      <PageHead title="Inbox" asOf={list.data?.asOf} />
      <div class="inbox-tabs">
        <Tabs
          label="Which leads"
          open={view}
          onOpen={setView}
          tabs={views.map(({ id, label }) => ({
            id,
            label: (
              <>
                {label} {counts && <span class="faint">{counts[id]}</span>}
              </>
            ),
          }))}
        >
          <Loaded answer={list}>{(data) => <InboxBody list={data} view={view} />}</Loaded>
        </Tabs>
      </div>
    </>
  )
}
