import type { SubjectKey } from '@waymark/schemas'
import type { AccountDetail } from '@waymark/schemas/api/accounts'
import { useRoute } from 'preact-iso'
import { useQuery } from '../../api/queries.ts'
import { MissingPage } from '../../app/missing-page.tsx'
import { withDeeds } from '../../leads/use-leads.ts'
import { Ago } from '../../ui/ago.tsx'
import { Fold } from '../../ui/fold.tsx'
import { LifecycleBadge } from '../../ui/lifecycle-badge.tsx'
import { LifecycleHistory } from '../../ui/lifecycle-history.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { ScoreList } from '../../ui/score-list.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { TraitList } from '../../ui/trait-list.tsx'
import { UncountedNote } from '../../ui/uncounted-note.tsx'
import { Way } from '../../ui/way.tsx'
import { sayCount, sayNumber } from '../../words/number.ts'
import { isBareId, isSubject } from '../../words/subject.ts'
import { ByBareId } from '../by-bare-id.tsx'
import { LeadButtons } from '../inbox/lead-buttons.tsx'
import { LeadState } from '../inbox/lead-state.tsx'
import { ReasonList } from '../inbox/reason-list.tsx'
import { TimelineView } from '../timeline/timeline-view.tsx'
import { MemberList } from './member-list.tsx'

/** `412 events in 28 days, most of them in the last week`: the chart as a sentence. */
const sayActivity = (activity: readonly number[]): string => {
  const sum = (days: readonly number[]): number => days.reduce((total, day) => total + day, 0)
  const week = sum(activity.slice(-7))
  const before = sum(activity.slice(-14, -7))
  const trend =
    week > before
      ? `up from ${sayNumber(before)}`
      : week < before
        ? `down from ${sayNumber(before)}`
        : 'as the week before'
  return `${sayCount(week, 'event', 'events')} in 7 days, ${trend}`
}

const Strip = ({ account }: { readonly account: AccountDetail }) => (
  <div class="strip">
    <div>
      <div class="label">State</div>
      <LifecycleBadge state={account.lifecycle} />
    </div>
    <div>
      <div class="label">Journey</div>
      <Way journey={account.journey} />
    </div>
    <div class="activity">
      <div class="label">Activity, 28 days</div>
      <Sparkline form="bars" values={account.activity} label={sayActivity(account.activity)} />
      <div class="tiny faint">{sayActivity(account.activity)}</div>
    </div>
    <div>
      <div class="label">Last seen</div>
      <Ago at={account.lastSeen} />
    </div>
  </div>
)

const Leads = ({ account }: { readonly account: AccountDetail }) => (
  <>
    {withDeeds(account.leads).map((lead) => (
      <section key={lead.pql} class="pane-part stack">
        <h2 class="row">
          Why {lead.pqlName} <LeadState lead={lead} />
        </h2>
        <ReasonList reasons={lead.reasons} />
        <LeadButtons lead={lead} />
      </section>
    ))}
  </>
)

const SubjectRecord = ({ subject }: { readonly subject: SubjectKey }) => {
  const account = useQuery<AccountDetail>(`/api/accounts/${encodeURIComponent(subject)}`)
  const shown = account.data?.subject === subject ? account.data : undefined
  return (
    <>
      <PageHead
        title={shown ? (shown.name ?? shown.id) : 'Account'}
        asOf={shown?.asOf}
        crumb={<a href="/accounts">Accounts</a>}
      />
      <Loaded answer={account}>
        {(data) => (
          <>
            <Strip account={data} />
            <UncountedNote of="account" uncounted={data.uncounted} />
            <div class="panes" data-form="record">
              <div class="pane">
                <Fold title="Facts and states">
                  <section class="pane-part">
                    <h2>Facts</h2>
                    <TraitList traits={data.traits} />
                  </section>
                  <section class="pane-part">
                    <h2>States</h2>
                    <LifecycleHistory history={data.lifecycleHistory} />
                  </section>
                </Fold>
              </div>
              <div class="pane phone-last">
                <TimelineView of="accounts" subject={data.subject} />
              </div>
              <div class="pane">
                <Leads account={data} />
                <ScoreList scores={data.scores} />
                <section class="pane-part">
                  <h2>
                    People <span class="faint small">{sayNumber(data.people)}</span>
                  </h2>
                  <MemberList members={data.members} />
                </section>
              </div>
            </div>
          </>
        )}
      </Loaded>
    </>
  )
}

/** One company: how far it is, who acts for it, whether it is a lead and why. */
export const AccountPage = () => {
  const { params } = useRoute()
  const subject = params.subject ?? ''
  if (isBareId(subject)) return <ByBareId of="accounts" id={subject} />
  return isSubject(subject, ['g']) ? <SubjectRecord subject={subject} /> : <MissingPage />
}
