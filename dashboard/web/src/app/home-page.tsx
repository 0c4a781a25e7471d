import type { Setup } from '@waymark/schemas/api/setup'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { Loaded } from '../ui/loaded.tsx'
import { stepsPassed } from '../words/setup-steps.ts'
import { useSession } from './session.ts'

const Onward = ({ setup }: { readonly setup: Setup }) => {
  const { route } = useLocation()
  const to = stepsPassed(setup) === 5 ? '/journey' : '/setup'
  // The router keeps this page until the next one is fetched: somebody may have left it meanwhile.
  useEffect(() => {
    if (location.pathname === '/') route(to, true)
  }, [to, route])
  return null
}

/** The first screen: Setup until it is complete, then the journey. */
export const HomePage = () => {
  const { env } = useSession()
  const setup = useQuery<Setup>(address('/api/setup', { env }))
  return <Loaded answer={setup}>{(data) => <Onward setup={data} />}</Loaded>
}
