import type { EndpointItem } from '@waymark/schemas/api/alerts'
import type { Setup } from '@waymark/schemas/api/setup'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useNames } from '../../api/use-names.ts'
import { may } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Empty } from '../../ui/states.tsx'
import { useOnce } from '../../ui/use-once.ts'
import { sendTest } from './alert-actions.ts'
import { userName } from './endpoint-list.tsx'

/** There are endpoints, and nothing has gone to them: what would make something go, and how to see it at once. */
export const NothingSent = ({ endpoints }: { readonly endpoints: readonly EndpointItem[] }) => {
  const { me, env } = useSession()
  const name = useNames()
  const setup = useQuery<Setup>(me.demo ? address('/api/setup', { env }) : undefined)
  const demoUrl = setup.data?.demoUrl
  const [first] = endpoints
  const { busy, run } = useOnce(async () => first && sendTest(env, first))
  const users = [...new Set(endpoints.flatMap(({ usedBy }) => usedBy))]
  return (
    <Empty title="Nothing was sent yet">
      <p>
        {users.length === 0
          ? 'No PQL names an endpoint yet: alerts go out once one does.'
          : `An alert goes out the moment somebody turns ${users.map((user) => userName(user, name)).join(' or ')}. What is imported alerts nobody. `}
        Each shows here with the receiver’s response and how long it took.
      </p>
      <div class="row">
        {first && may(me.user.role, 'send') && (
          <button type="button" class="button" data-look="first" aria-disabled={busy} onClick={run}>
            Send a test to {first.name ?? first.id}
          </button>
        )}
        {demoUrl && (
          <a class="button" href={demoUrl} target="_blank" rel="noreferrer">
            Become a lead in the demo app
          </a>
        )}
        <a class="button" href="/definitions?kind=pql">
          When does somebody turn PQL?
        </a>
      </div>
    </Empty>
  )
}
