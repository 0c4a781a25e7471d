import type { PeopleList, PersonItem } from '@waymark/schemas/api/people'
import { X } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useNames } from '../../api/use-names.ts'
import { useSession } from '../../app/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { LifecycleChips } from '../../ui/lifecycle-chips.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Empty } from '../../ui/states.tsx'
import { useMorePages } from '../../ui/use-pages.ts'
import { useParam } from '../../ui/use-param.ts'
import { lifecycleName } from '../../words/names.ts'
import { sayCount, sayNumber } from '../../words/number.ts'
import { subjectHref } from '../../words/subject.ts'
import { peopleColumns } from './people-columns.tsx'

interface PeopleFilter {
  readonly search: string
  readonly lifecycle: string
  readonly anonymous: string
  readonly account: string
  readonly milestone: string
}

/** Both numbers: how many match, and how many of them have a name. */
const sayMatches = (list: PeopleList, { anonymous }: PeopleFilter): string =>
  anonymous === '1'
    ? `${sayCount(list.matching, 'match', 'match')}, ${sayNumber(list.identified)} identified`
    : `${sayCount(list.identified, 'identified person', 'identified people')}${list.matching > list.identified ? `, ${sayNumber(list.matching - list.identified)} anonymous not shown` : ''}`

const Nothing = ({
  filter,
  onClear,
}: {
  readonly filter: PeopleFilter
  readonly onClear: () => void
}) => {
  const filters = [
    filter.milestone && 'this milestone',
    filter.account && 'this account',
    filter.search && `the search “${filter.search}”`,
    filter.lifecycle && `the state ${lifecycleName(filter.lifecycle)}`,
  ].filter(Boolean)
  if (filters.length > 0) {
    return (
      <Empty title="Nobody matches">
        <p>Nobody fits {filters.join(' and ')}.</p>
        <button type="button" class="button" onClick={onClear}>
          Show all people
        </button>
      </Empty>
    )
  }
  return (
    <Empty title="Nobody is identified yet">
      <p>
        People show here with their milestones and state once your app says who they are. Anonymous
        visitors are counted too.
      </p>
      <a class="button" data-look="first" href="/setup?step=identify">
        Identify people
      </a>
    </Empty>
  )
}

const useFilter = (env: string) => {
  const [search, setSearch] = useParam('search')
  const [lifecycle, setLifecycle] = useParam('lifecycle')
  const [account, setAccount] = useParam('account')
  const [milestone, setMilestone] = useParam('milestone')
  const [anonymous, setAnonymous] = useParam('anonymous')
  const path = address('/api/people', { env, search, lifecycle, account, milestone, anonymous })
  return {
    filter: { search, lifecycle, anonymous, account, milestone },
    setAccount,
    setMilestone,
    setSearch,
    setLifecycle,
    setAnonymous,
    path,
  }
}

/** Everybody, to search and to filter; the address is the state. */
export const PeoplePage = () => {
  const { env } = useSession()
  const { route } = useLocation()
  const name = useNames()
  const { filter, setSearch, setLifecycle, setAnonymous, setAccount, setMilestone, path } =
    useFilter(env)
  const list = useQuery<PeopleList>(path)
  const pages = useMorePages<PeopleList, PersonItem>({
    path,
    first: list.stale ? undefined : list.data?.cursor,
    name: 'cursor',
    rows: (answer) => answer.people,
    cursor: (answer) => answer.cursor,
  })
  return (
    <>
      <PageHead title="People" asOf={list.data?.asOf} />
      <div class="bar">
        <SearchField
          label="Search by name, e-mail or id"
          value={filter.search}
          onInput={(value) => setSearch(value, 'replace')}
        />
        <LifecycleChips value={filter.lifecycle} onChoose={setLifecycle} />
        <button
          type="button"
          class="chip"
          aria-pressed={filter.anonymous === '1'}
          onClick={() => setAnonymous(filter.anonymous === '1' ? '' : '1')}
        >
          With anonymous
        </button>
        {filter.milestone && (
          <button type="button" class="chip" aria-pressed={true} onClick={() => setMilestone('')}>
            Reached {name('milestone', filter.milestone)} <X class="icon" aria-label="Remove" />
          </button>
        )}
        {filter.account && (
          <button type="button" class="chip" aria-pressed={true} onClick={() => setAccount('')}>
            Account {name('account', filter.account)} <X class="icon" aria-label="Remove" />
          </button>
        )}
      </div>
      <Loaded answer={list} rows={12}>
        {(data) => (
          <>
            <p class="gutter small quiet list-count" role="status">
              {sayMatches(data, filter)}
            </p>
            {data.people.length === 0 ? (
              <Nothing filter={filter} onClear={() => route('/people')} />
            ) : (
              <DataTable
                label="People"
                rows={[...data.people, ...pages.more]}
                of={filter.anonymous === '1' ? data.matching : data.identified}
                columns={peopleColumns(name)}
                keyOf={(person) => person.subject}
                onOpen={(person) => route(subjectHref(person.subject))}
              />
            )}
            <MoreButton pages={pages} />
          </>
        )}
      </Loaded>
    </>
  )
}
