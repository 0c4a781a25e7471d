import { useSignal } from '@preact/signals'
import type { AccountsList } from '@waymark/schemas/api/accounts'
import type { PeopleList } from '@waymark/schemas/api/people'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { foundOptions, type PaletteOption } from './palette-options.ts'
import { useSession } from './session.ts'

const waitMs = 150

/** What was found so far. */
interface Found {
  readonly options: readonly PaletteOption[]
  /** What was typed last has no answer yet. */
  readonly searches: boolean
  readonly failed: boolean
}

/** The people and accounts that answer what is typed. */
export const useFound = (typed: string): Found => {
  const { env } = useSession()
  const { route } = useLocation()
  const search = useSignal('')
  useEffect(() => {
    const timer = setTimeout(() => {
      search.value = typed.trim()
    }, waitMs)
    return () => clearTimeout(timer)
  }, [typed, search])
  const asks = search.value.length > 1
  const people = useQuery<PeopleList>(
    asks ? address('/api/people', { env, search: search.value }) : undefined,
  )
  const accounts = useQuery<AccountsList>(
    asks ? address('/api/accounts', { env, search: search.value }) : undefined,
  )
  const lacks = ({ data, error, stale }: typeof people | typeof accounts): boolean =>
    (data === undefined || stale) && !error
  return {
    options: asks ? foundOptions({ people: people.data, accounts: accounts.data, route }) : [],
    searches:
      typed.trim().length > 1 &&
      (typed.trim() !== search.value || lacks(people) || lacks(accounts)),
    failed: asks && (people.error ?? accounts.error) !== undefined,
  }
}

/** What the list does not say itself. Nothing is not found before it was looked for. */
export const sayState = ({ searches, failed }: Found, shown: number): string => {
  if (searches) return 'Looking for people and accounts…'
  if (failed) return 'People and accounts cannot be searched at the moment.'
  return shown === 0 ? 'Nothing is called that. Try a part of a name or an e-mail.' : ''
}
