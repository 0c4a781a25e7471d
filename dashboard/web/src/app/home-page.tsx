import type { Setup } from '@waymark/schemas/api/setup'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { Loaded } from '../ui/loaded.tsx'
import { stepsPassed } from '../words/setup-steps.ts'
import { useSession } from './session.ts'

const Onward = ({ to }: { readonly to: string }) => {
  const { route } = useLocation()
  // The router keeps this page until the next one is fetched: somebody may have left it meanwhile.
  useEffect(() => {
    if (location.pathname === '/') route(to, true)
  }, [to, route])
  return null
}

/** The first screen: for who sells, the leads that wait; for all others Setup until it is complete, then the journey. */
export const HomePage = () => {
  const { env, me } = useSession()
  const sells = me.user.role === 'sdr'
  const setup = useQuery<Setup>(sells ? undefined : address('/api/setup', { env }))
  if (sells) return <Onward to="/inbox" />
  return (
    <Loaded answer={setup}>
      {(data) => <Onward to={stepsPassed(data) === 5 ? '/journey' : '/setup'} />}
    </Loaded>
  )
}
