import type { Clock } from '@waymark/runtime'
import { limits, sayIssues, sayingIssues } from '@waymark/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Actor, authenticate } from '../access/authenticate.ts'
import { mayDo, rolesOf } from '../access/capabilities.ts'
import { isSameOrigin, type Origin, ownOrigin } from '../access/own-origin.ts'
import type { ControlView } from '../control/control-view.ts'
import { isRefused, type Refused, refusalBody, refuse } from './refusal.ts'
import type { Route } from './route.ts'

/** The largest body of a request. */
export const bodyLimit = limits.apiBytes

interface Door {
  readonly control: ControlView
  readonly clock: Clock
  /** What people reach the dashboard by; absent: the address they used. */
  readonly ownUrl: string | undefined
  readonly ready: () => boolean
}

interface Admitted {
  readonly actor: Actor
  readonly origin: Origin
}

const nobody: Actor = { id: '', name: '', role: 'sdr', via: 'token' }

const send = (reply: FastifyReply, refused: Refused): FastifyReply => {
  if (refused.status === 503) reply.header('retry-after', '2')
  return reply.code(refused.status).send(refusalBody(refused))
}

/** Who may come in. Runs before the body is read. */
const admit = (door: Door, route: Route, request: FastifyRequest): Admitted | Refused => {
  if (!door.ready()) return refuse('starting', 'Waymark is starting. Try again in a few seconds.')
  const origin = ownOrigin(request, door.ownUrl)
  const actor = authenticate(door, request, origin)
  const fromBrowser = request.headers.origin !== undefined || actor?.via === 'session'
  if (route.method !== 'GET' && actor?.via !== 'token' && fromBrowser) {
    if (!isSameOrigin(request, origin)) {
      return refuse('origin_not_allowed', 'This request did not come from the dashboard itself.')
    }
  }
  if (route.capability === 'anyone') return { actor: actor ?? nobody, origin }
  if (!actor) return refuse('not_signed_in', 'Sign in, or send a token: Authorization: Bearer wm_…')
  if (mayDo(actor.role, route.capability)) return { actor, origin }
  const who = rolesOf(route.capability).join(', ')
  return refuse('role_not_allowed', `Your role is ${actor.role}; this needs one of: ${who}.`)
}

const dotted = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`),
    '',
  )

const noParameters = z.strictObject({})

/** A mistyped filter that is left out would answer everything, as if it had been asked. */
const unknownParameter = (schema: z.ZodType, name: string): Refused => {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  const there = known.length === 0 ? 'it takes none' : `there are ${known.join(', ')}`
  const at = `query.${name}`
  return refuse('invalid_request', `${at}: is not a parameter of this address; ${there}.`, { at })
}

const check = (
  schema: z.ZodType | undefined,
  value: unknown,
  where: 'path' | 'query' | 'body',
): { readonly value: unknown } | Refused => {
  if (!schema) return { value: undefined }
  const parsed = schema.safeParse(value, sayingIssues)
  if (parsed.success) return { value: parsed.data }
  const [issue] = parsed.error.issues
  if (where === 'query' && issue?.code === 'unrecognized_keys') {
    return unknownParameter(schema, issue.keys[0] ?? '')
  }
  const [said] = sayIssues(parsed.error.issues)
  const at = `${where}${dotted(said?.path ?? [])}`
  const code = where === 'body' ? 'invalid_body' : 'invalid_request'
  return refuse(code, `${at}: ${said?.message ?? 'is not right'}`, { at })
}

const bodyDepth = 4 * limits.jsonDepth

const tooDeep = refuse('too_deep', 'The body is nested too deep.', { limit: bodyDepth })
const badName = refuse('invalid_body', 'The body has a property named __proto__.')

/** What nothing may walk: JSON nested too deep, or with a property that a careless copy would take for its prototype. */
const faultOf = (value: unknown, left: number): Refused | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  if (left === 0) return tooDeep
  if (Object.hasOwn(value, '__proto__')) return badName
  for (const item of Object.values(value)) {
    const fault = faultOf(item, left - 1)
    if (fault) return fault
  }
  return undefined
}

const answer = async (
  route: Route,
  admitted: Admitted,
  http: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<unknown> => {
  const { request, reply } = http
  const fault = faultOf(request.body, bodyDepth)
  if (fault) return send(reply, fault)
  const params = check(route.params, request.params, 'path')
  if (isRefused(params)) return send(reply, params)
  const query = check(route.query ?? noParameters, request.query, 'query')
  if (isRefused(query)) return send(reply, query)
  const body = check(route.body, request.body, 'body')
  if (isRefused(body)) return send(reply, body)
  const result = await route.handle({
    params: params.value,
    query: query.value,
    body: body.value,
    ...admitted,
    request,
    reply,
  })
  if (isRefused(result)) return send(reply, result)
  if (reply.sent || reply.raw.headersSent) return reply
  if (result === undefined) return reply.code(route.status ?? 204).send()
  return reply.code(route.status ?? 200).send(result)
}

/** Serves a table of routes behind one door. */
export const registerRoutes = (
  app: FastifyInstance,
  door: Door,
  routes: readonly Route[],
): void => {
  const admitted = new WeakMap<FastifyRequest, Admitted>()
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit,
      exposeHeadRoute: false,
      onRequest: async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const result = admit(door, route, request)
        if (isRefused(result)) return send(reply, result)
        admitted.set(request, result)
      },
      handler: async (request, reply) => {
        const found = admitted.get(request)
        if (!found) return send(reply, refuse('not_signed_in', 'Sign in first.'))
        return answer(route, found, { request, reply })
      },
    })
  }
}
