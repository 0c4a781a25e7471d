import type { RefusedOrigin, Setup } from '@waymark/schemas/api/setup'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { say } from '../../ui/toasts.ts'
import { useOnce } from '../../ui/use-once.ts'
import { sayCount } from '../../words/number.ts'
import { attempt } from '../alerts/alert-actions.ts'

const Origin = ({ refused, env }: { readonly refused: RefusedOrigin; readonly env: string }) => {
  const { me } = useSession()
  const allowed = may(me.user.role, 'manage-keys')
  const allow = async (): Promise<void> => {
    const done = await attempt(async () => {
      await request('/api/origins', { method: 'POST', body: { env, origin: refused.origin } })
      return true
    })
    if (!done) return
    say(`Pages of ${refused.origin} may send now. Reload the page once.`)
    queries.refresh('/api/setup', '/api/keys')
  }
  const { busy, run } = useOnce(allow)
  return (
    <li class="refused-origin">
      <div class="stack-1">
        <code>{refused.origin}</code>
        <span class="tiny">
          refused {sayCount(refused.count, 'time', 'times')}, last <Ago at={refused.lastAt} />
        </span>
      </div>
      <button
        type="button"
        class="button"
        disabled={!allowed || busy}
        title={allowed ? undefined : whyMayNot('manage-keys')}
        onClick={run}
      >
        Allow this origin
      </button>
    </li>
  )
}

/** Pages that tried to send and may not: one click lets them. */
export const RefusedOrigins = ({ setup }: { readonly setup: Setup }) => {
  const { me } = useSession()
  if (setup.refusedOrigins.length === 0) return null
  const env = me.environments.find((one) => one.id === setup.env)?.name ?? setup.env
  return (
    <section class="note refused-origins" data-is="warn" aria-label="Refused origins">
      <div class="stack">
        <p>
          <b>Pages that {env} does not know try to send.</b> Allow those that are yours; leave the
          others.
        </p>
        <ul>
          {setup.refusedOrigins.map((refused) => (
            <Origin key={refused.origin} refused={refused} env={setup.env} />
          ))}
        </ul>
      </div>
    </section>
  )
}
