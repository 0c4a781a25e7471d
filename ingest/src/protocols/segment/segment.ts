import type { EventType } from '@waymark/schemas/wire/event'
import type { FastifyRequest } from 'fastify'
import type { ParsedBody } from '../../body/parse-body.ts'
import type { Accepted } from '../../events/accept-events.ts'
import { describeResults } from '../../events/describe-results.ts'
import { readBatch, readSingle } from '../../events/read-events.ts'
import { asFields } from '../../events/received-events.ts'
import { errorAnswer, faultStatus } from '../../http/fault.ts'
import { jsonReader } from '../../http/open-request.ts'
import { refuseAsWaymark } from '../../http/refuse.ts'
import { type Reply, replyJson } from '../../http/reply.ts'
import type { EventRoute, Protocol } from '../protocol.ts'
import { registerSettingsRoute } from './settings-route.ts'

/** What a client hears of events that were taken: Segment's answer, and more where there is more to say. */
interface SuccessAnswer {
  readonly success: true
  /** How many events of the request were refused; absent where none was. */
  readonly refused?: number
}

const success: Reply = replyJson('{"success":true}')

/** Each type's route and its short form; each takes one event. */
const paths: { readonly [Type in EventType]: readonly string[] } = {
  track: ['/v1/track', '/v1/t'],
  identify: ['/v1/identify', '/v1/i'],
  page: ['/v1/page', '/v1/p'],
  screen: ['/v1/screen', '/v1/s'],
  group: ['/v1/group', '/v1/g'],
  alias: ['/v1/alias', '/v1/a'],
}

const singles: readonly EventRoute[] = Object.entries(paths).flatMap(([type, ofType]) =>
  ofType.map((path) => ({ path, type: type as EventType })),
)

const wantsResults = (request: FastifyRequest): boolean =>
  (request.query as { readonly results?: unknown }).results === '1'

/** That events were refused beside others that were taken must not take a look into `results` to be seen. */
const successOf = ({ received, judged }: Accepted): SuccessAnswer => {
  const refused = received.values.length - judged.accepted
  return refused === 0 ? { success: true } : { success: true, refused }
}

const partly = (accepted: Accepted): Reply =>
  accepted.judged.accepted === accepted.received.values.length
    ? success
    : replyJson(JSON.stringify(successOf(accepted)))

/** With `?results=1` the outcome of each message id; else one word for all, and how many were refused. */
const answerAsWaymark = (accepted: Accepted, request: FastifyRequest): Reply => {
  const { fault } = accepted
  if (!wantsResults(request)) return fault ? refuseAsWaymark(fault) : partly(accepted)
  const results = describeResults(accepted)
  return fault
    ? replyJson(JSON.stringify({ ...errorAnswer(fault), results }), faultStatus(fault))
    : replyJson(JSON.stringify({ ...successOf(accepted), results }))
}

/**
 * Segment's Java client sends what happens now to `/v1/import`: there it is but another name of `/v1/batch`. It is told by the
 * library that it names; whoever imports history says so with a body of their own.
 */
const isJavaClient = ({ value }: ParsedBody): boolean =>
  asFields(asFields(value.context)?.library)?.name === 'analytics-java'

const kindOf = (body: ParsedBody, { kind }: EventRoute): EventRoute['kind'] =>
  isJavaClient(body) ? undefined : kind

/** Segment's HTTP API, which is Waymark's own. */
export const segment: Protocol = {
  routes: [
    ...singles,
    { path: '/v1/batch' },
    { path: '/v1/b' },
    { path: '/v1/import', kind: 'import' },
  ],
  reader: jsonReader,
  read: (body, route) =>
    route.type === undefined ? readBatch(body, kindOf(body, route)) : readSingle(body, route.type),
  answer: answerAsWaymark,
  refuse: refuseAsWaymark,
  beside: (app, ctx) => {
    // Metrics that Segment's client sends about itself: it stops working well when they are refused, and nobody needs them.
    app.post('/v1/m', (_request, reply) =>
      reply.header('content-type', success.type).send(success.body),
    )
    registerSettingsRoute(app, ctx)
  },
}
