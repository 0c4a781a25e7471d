import type { AccountItem, AccountsList } from '@waymark/schemas/api/accounts'
import { useLocation } from 'preact-iso'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useNames } from '../../api/use-names.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { LifecycleBadge } from '../../ui/lifecycle-badge.tsx'
import { LifecycleChips } from '../../ui/lifecycle-chips.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { MilestoneCount } from '../../ui/milestone-count.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Name } from '../../ui/name.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Empty } from '../../ui/states.tsx'
import { useMorePages } from '../../ui/use-pages.ts'
import { useParam } from '../../ui/use-param.ts'
import { sayCount, sayNumber } from '../../words/number.ts'
import type { NameOf } from '../../words/say-sender.ts'
import { subjectHref } from '../../words/subject.ts'

const columns = (name: NameOf): readonly Column<AccountItem>[] => [
  {
    name: 'account',
    label: 'Account',
    width: 'auto',
    phone: 'lead',
    show: (account) => (
      <a class="title" data-row href={subjectHref(account.subject)}>
        <Name>{account.name ?? account.id}</Name>
      </a>
    ),
  },
  {
    name: 'people',
    label: 'People',
    width: '6rem',
    phone: 'hide',
    num: true,
    show: (account) => sayNumber(account.people),
  },
  {
    name: 'milestones',
    label: 'Milestones',
    width: '23%',
    phone: 'meta',
    show: (account) => <MilestoneCount ids={account.milestones} name={name} />,
  },
  {
    name: 'pql',
    label: 'Lead',
    width: '20%',
    phone: 'hide',
    show: (account) =>
      account.pql.map((id) => (
        <span key={id} class="badge" data-is="look">
          {name('pql', id)}
        </span>
      )),
  },
  {
    name: 'state',
    label: 'State',
    width: '7rem',
    phone: 'end',
    show: (account) => <LifecycleBadge state={account.lifecycle} />,
  },
  {
    name: 'seen',
    label: 'Last seen',
    width: '9rem',
    phone: 'meta-end',
    show: (account) => <Ago at={account.lastSeen} />,
  },
]

const Nothing = ({
  filtered,
  onClear,
}: {
  readonly filtered: boolean
  readonly onClear: () => void
}) =>
  filtered ? (
    <Empty title="No account matches">
      <p>No account fits this search and state.</p>
      <button type="button" class="button" onClick={onClear}>
        Show all accounts
      </button>
    </Empty>
  ) : (
    <Empty title="No accounts yet">
      <p>
        An account is the company that somebody acts for. It shows here once your app calls group
        for a person.
      </p>
      <a class="button" data-look="first" href="/setup?step=identify">
        Tell Waymark the account
      </a>
    </Empty>
  )

/** Every company, to search and to filter. */
export const AccountsPage = () => {
  const { env } = useSession()
  const { route } = useLocation()
  const name = useNames()
  const [search, setSearch] = useParam('search')
  const [lifecycle, setLifecycle] = useParam('lifecycle')
  const path = address('/api/accounts', { env, search, lifecycle })
  const list = useQuery<AccountsList>(path)
  const pages = useMorePages<AccountsList, AccountItem>({
    path,
    first: list.stale ? undefined : list.data?.cursor,
    name: 'cursor',
    rows: (answer) => answer.accounts,
    cursor: (answer) => answer.cursor,
  })
  return (
    <>
      <PageHead title="Accounts" asOf={list.data?.asOf} />
      <div class="bar">
        <SearchField
          label="Search by name or id"
          value={search}
          onInput={(value) => setSearch(value, 'replace')}
        />
        <LifecycleChips value={lifecycle} onChoose={setLifecycle} />
      </div>
      <Loaded answer={list} rows={12}>
        {(data) => (
          <>
            <p class="gutter small quiet list-count" role="status">
              {sayCount(data.matching, 'account', 'accounts')}
            </p>
            {data.accounts.length === 0 ? (
              <Nothing
                filtered={search !== '' || lifecycle !== ''}
                onClear={() => route('/accounts')}
              />
            ) : (
              <DataTable
                label="Accounts"
                rows={[...data.accounts, ...pages.more]}
                of={data.matching}
                columns={columns(name)}
                keyOf={(account) => account.subject}
                onOpen={(account) => route(subjectHref(account.subject))}
              />
            )}
            <MoreButton pages={pages} />
          </>
        )}
      </Loaded>
    </>
  )
}
