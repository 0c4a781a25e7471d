import { readBatch } from '../../events/read-events.ts'
import { faultStatus } from '../../http/fault.ts'
import { jsonReader } from '../../http/open-request.ts'
import type { Refuse } from '../../http/refuse.ts'
import type { Reply } from '../../http/reply.ts'
import type { Protocol } from '../protocol.ts'
import { registerSourceConfigRoute } from './source-config-route.ts'

const text = 'text/plain; charset=utf-8'

const ok: Reply = { status: 200, type: text, body: 'OK' }

/** RudderStack's server answers with a sentence. */
const refuse: Refuse = (fault) => ({
  status: faultStatus(fault),
  type: text,
  body: fault.at === undefined ? fault.message : `${fault.at}: ${fault.message}`,
})

/** What RudderStack's clients need beside Segment's routes, which they share. */
export const rudderstack: Protocol = {
  routes: [{ path: '/beacon/v1/batch' }],
  reader: jsonReader,
  read: (body) => readBatch(body),
  answer: ({ fault }) => (fault ? refuse(fault) : ok),
  refuse,
  beside: registerSourceConfigRoute,
}
