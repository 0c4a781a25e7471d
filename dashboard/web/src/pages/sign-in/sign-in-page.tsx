import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { queries } from '../../api/queries.ts'
import { RequestFailed, request } from '../../api/request.ts'
import { signedOut } from '../../api/signed-out.ts'
import { keepWayBack, takeWayBack } from '../../app/way-back.ts'
import { Mark } from '../../ui/blaze.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'

const Help = () => (
  <>
    <p class="quiet">
      Waymark has no passwords. The first sign-in link is shown by <code>npm start</code> or{' '}
      <code>waymark up</code>, in the terminal. A link works once.
    </p>
    <h2>Get a new link</h2>
    <p class="quiet">Run this where Waymark runs, then open what it prints within 15 minutes:</p>
    <CodeBlock label="Command that prints a new sign-in link" text="npm run waymark -- link" />
    <p class="small faint">An owner or admin can make a link for you, too.</p>
  </>
)

/** The link's secret: in `?link=`, or after `#`, where no server log sees it. */
const linkIn = (query: string | undefined): string | undefined =>
  query ?? (location.hash.slice(1) || undefined)

/** Exchanges the one-time link for a session; without a link, says where to find one. */
export const SignInPage = () => {
  const { query, route, path } = useLocation()
  const link = path === '/sign-in' ? linkIn(query.link) : undefined
  const error = useSignal<string | undefined>(undefined)
  const enter = async (): Promise<void> => {
    error.value = undefined
    try {
      await request('/api/session', { method: 'POST', body: { link } })
      queries.clear()
      signedOut.value = false
      // The link is used up: it must not stay in the history.
      route(takeWayBack(), true)
    } catch (reason) {
      if (!(reason instanceof RequestFailed)) throw reason
      error.value = reason.message
    }
  }
  useEffect(() => {
    document.title = 'Sign in · Waymark'
    if (link) void enter()
    else keepWayBack(location.pathname + location.search + location.hash)
  }, [link])
  return (
    <main class="sign-in">
      <div class="stack">
        <div class="row">
          <Mark />
          <span class="brand-name">Waymark</span>
        </div>
        <h1>{link && !error.value ? 'Signing you in…' : 'Sign in'}</h1>
        {error.value && (
          <div class="note" data-is="bad" role="alert">
            <p>{error.value}</p>
          </div>
        )}
        {(!link || error.value) && <Help />}
      </div>
    </main>
  )
}
