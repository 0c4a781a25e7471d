import type { Definition, Endpoint } from '@waymark/schemas'
import type { Alerts, DeliveryItem, EndpointItem } from '@waymark/schemas/api/alerts'
import { z } from 'zod'
import * as own from '../answers/own-answers.ts'
import { endpointSecretName, openSecret, sealSecret } from '../control/keep-secret.ts'
import { newSigningSecret } from '../definitions/apply-definitions.ts'
import { hostOf } from '../definitions/say-definition.ts'
import { stillNaming } from '../definitions/still-naming.ts'
import { deliveryItem } from '../deliveries/deliveries-view.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Call, type Route, route } from '../http/route.ts'
import { env, kebab } from './inputs.ts'
import { auditEntry, envOf, type Rooms } from './rooms.ts'

/** Most deliveries in one answer. */
const shown = 200

const endpointItem = (of: {
  readonly all: readonly Definition[]
  readonly endpoint: Endpoint
  readonly deliveries: readonly DeliveryItem[]
  readonly needsSecret: boolean
}): EndpointItem => {
  const { all, endpoint, deliveries, needsSecret } = of
  // Of an e-mail to a person it is the template's id that stands there.
  const own = deliveries.filter((item) => item.endpoint === endpoint.id && item.channel !== 'email')
  const [newest] = own
  return {
    id: endpoint.id,
    ...(endpoint.name === undefined ? {} : { name: endpoint.name }),
    type: endpoint.type,
    to: endpoint.type === 'email' ? endpoint.to.join(', ') : hostOf(endpoint.url),
    usedBy: stillNaming(all, new Set([`endpoint/${endpoint.id}`])),
    delivered: own.filter((item) => item.status === 'delivered').length,
    failed: own.filter((item) => item.status === 'dead').length,
    ...(newest ? { lastAt: newest.at } : {}),
    ...(needsSecret ? { needsSecret } : {}),
  }
}

/** It was lost with the WAYMARK_SECRET that it was sealed with. */
const needsSecret = ({ control, deps }: Rooms, env: string, { type, id }: Endpoint): boolean =>
  type === 'webhook' &&
  openSecret(deps.sealer, control.secret(endpointSecretName(env, id))) === undefined

const findEndpoint = (rooms: Rooms, env: string, id: string): Endpoint | Refused => {
  const found = rooms.definitions.stored(env, 'endpoint', id)?.definition
  return found?.kind === 'endpoint' ? found : refuse('not_found', `There is no endpoint "${id}".`)
}

const secretText = async (
  rooms: Rooms,
  actor: Call<unknown, unknown, unknown>['actor'],
  of: { readonly env: string; readonly id: string; readonly rotate: boolean },
): Promise<string> => {
  const { control, deps } = rooms
  const name = endpointSecretName(of.env, of.id)
  const stored = of.rotate ? undefined : openSecret(deps.sealer, control.secret(name))
  const text = stored ?? newSigningSecret(deps.ids)
  const what = stored === undefined ? 'secret.make' : 'secret.show'
  const entry = auditEntry(rooms, actor, { what, on: name })
  await control.write(stored === undefined ? [sealSecret(deps, name, text), entry] : [entry])
  return text
}

const byId = z.object({ id: kebab })
const inEnv = z.strictObject({ env })

const endpointRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/endpoints/:id/test',
    capability: 'send',
    says: 'Sends a made-up alert to an endpoint, once, and answers with what became of it.',
    answer: own.delivery,
    params: byId,
    query: inEnv,
    handle: async ({ params, query, actor }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const endpoint = findEndpoint(rooms, env, params.id)
      if (isRefused(endpoint)) return endpoint
      const record = await rooms.sender.sendTest(env, endpoint.id)
      if (!record) {
        return refuse(
          'not_found',
          `Nothing was sent: the processor is not running, or does not know endpoint "${params.id}" yet.`,
        )
      }
      const on = `${env}/endpoint/${endpoint.id}`
      await rooms.control.write([auditEntry(rooms, actor, { what: 'endpoint.test', on })])
      return deliveryItem(record)
    },
  }),
  route({
    method: 'POST',
    path: '/api/endpoints/:id/secret',
    capability: 'read-secrets',
    says: 'Shows the signing secret of a webhook; `rotate=1` makes a new one, and the old one stops at once.',
    answer: own.secret,
    params: byId,
    query: z.strictObject({ env, rotate: z.enum(['0', '1']).default('0') }),
    handle: async ({ params, query, actor }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const endpoint = findEndpoint(rooms, env, params.id)
      if (isRefused(endpoint)) return endpoint
      if (endpoint.type !== 'webhook') {
        return refuse('invalid_request', 'Only webhooks are signed.', { at: 'path.id' })
      }
      const of = { env, id: endpoint.id, rotate: query.rotate === '1' }
      return { secret: await secretText(rooms, actor, of) }
    },
  }),
]

/** Where alerts go and what became of them. */
export const alertRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/alerts',
    capability: 'signed-in',
    says: 'Endpoints, and what became of the newest alerts: the newest 1,000 are listed and counted.',
    answer: own.alerts,
    query: inEnv,
    handle: ({ query }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const deliveries = rooms.deliveries.list(env)
      const all = rooms.definitions.list(env).map(({ definition }) => definition)
      const endpoints = all.flatMap((definition) =>
        definition.kind === 'endpoint'
          ? endpointItem({
              ...{ all, endpoint: definition, deliveries },
              needsSecret: needsSecret(rooms, env, definition),
            })
          : [],
      )
      const alerts: Alerts = {
        endpoints,
        deliveries: deliveries.slice(0, shown),
        asOf: rooms.deps.clock(),
      }
      return alerts
    },
  }),
  ...endpointRoutes(rooms),
  route({
    method: 'POST',
    path: '/api/deliveries/:id/replay',
    capability: 'send',
    says: 'Sends a delivery that was given up once more, under its old id.',
    status: 202,
    params: z.object({ id: z.string().min(1).max(600) }),
    handle: async ({ params, actor }) => {
      const result = await rooms.sender.replay(params.id)
      if (!result.ok) {
        return result.reason === 'unknown'
          ? refuse('not_found', 'There is no such delivery.')
          : refuse(
              'invalid_request',
              `This delivery is not sent again: ${result.reason.replaceAll('_', ' ')}.`,
            )
      }
      await rooms.control.write([
        auditEntry(rooms, actor, { what: 'delivery.replay', on: params.id }),
      ])
      return undefined
    },
  }),
]
