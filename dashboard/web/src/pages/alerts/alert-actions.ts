import type { DeliveryItem, EndpointItem } from '@waymark/schemas/api/alerts'
import { queries } from '../../api/queries.ts'
import { address, RequestFailed, request } from '../../api/request.ts'
import { say, sayFailed, unsayFailed } from '../../ui/toasts.ts'

/** Runs what may be refused, and says so where it is. */
export const attempt = async <T>(run: () => Promise<T>): Promise<T | undefined> => {
  try {
    const done = await run()
    unsayFailed()
    return done
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error
    sayFailed(error.message)
    return undefined
  }
}

/** Sends an example alert; its delivery shows in the log. */
export const sendTest = async (env: string, endpoint: EndpointItem): Promise<void> => {
  const path = address(`/api/endpoints/${encodeURIComponent(endpoint.id)}/test`, { env })
  const sent = await attempt(() => request<DeliveryItem>(path, { method: 'POST' }))
  if (!sent) return
  const took = sent.ms === undefined ? '' : ` in ${sent.ms} ms`
  if (sent.status === 'delivered') say(`${endpoint.to} took the test${took}`)
  else sayFailed(`${endpoint.to} did not take the test. ${sent.error ?? ''}`)
  queries.refresh('/api/alerts')
}

/** Sends what was sent before once more, with the same id. */
export const redeliver = async (id: string): Promise<void> => {
  const done = await attempt(async () => {
    await request(`/api/deliveries/${encodeURIComponent(id)}/replay`, {
      method: 'POST',
    })
    return true
  })
  if (!done) return
  say('It is sent again')
  queries.refresh('/api/alerts')
}

/** The signing secret of a webhook: shown when somebody asks for it, and kept nowhere in the page. */
export const revealSecret = (env: string, endpoint: EndpointItem): Promise<string | undefined> =>
  attempt(async () => {
    const path = address(`/api/endpoints/${encodeURIComponent(endpoint.id)}/secret`, { env })
    const answer = await request<{ readonly secret?: string }>(path, { method: 'POST' })
    if (endpoint.needsSecret) queries.refresh('/api/alerts')
    return answer.secret ?? ''
  })
