import type { Setup } from '@waymark/schemas/api/setup'
import { useQuery } from '../../api/queries.ts'
import { address } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'

/** Says that the list shows what was, until something comes; in the demo, where that can be made to happen. */
export const Stored = () => {
  const { env, me } = useSession()
  const setup = useQuery<Setup>(me.demo ? address('/api/setup', { env }) : undefined)
  const demoUrl = setup.data?.demoUrl
  return (
    <p class="gutter small quiet list-count" role="status">
      The newest events that are stored; nothing new has come since you opened this page.
      {demoUrl && (
        <>
          {' '}
          <a href={demoUrl} target="_blank" rel="noreferrer">
            Do something in the demo app
          </a>{' '}
          and watch it come.
        </>
      )}
    </p>
  )
}
