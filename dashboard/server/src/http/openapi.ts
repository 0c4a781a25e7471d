import { errorStatus } from '@waymark/schemas'
import type { z } from 'zod'
import { rolesOf } from '../access/capabilities.ts'
import { hoistDefinitions } from './hoist-definitions.ts'
import { type Json, jsonSchema, namedSchemas } from './json-schema.ts'
import type { Route } from './route.ts'

const propertiesOf = (schema: z.ZodType | undefined): readonly [string, Json, boolean][] => {
  if (!schema) return []
  const { properties, required } = jsonSchema(schema) as {
    properties?: { [name: string]: Json }
    required?: readonly string[]
  }
  return Object.entries(properties ?? {}).map(([name, property]) => [
    name,
    property,
    required?.includes(name) ?? false,
  ])
}

const parametersOf = (route: Route): readonly Json[] => [
  ...propertiesOf(route.params).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema,
  })),
  ...propertiesOf(route.query).map(([name, schema, required]) => ({
    name,
    in: 'query',
    required,
    schema,
  })),
]

const refused = (description: string): Json => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorAnswer' } } },
})

/** Answers that many routes share. */
const refusals = {
  Unreadable: refused(
    'Something in the path, the query or the body is not right or not known; `at` says what.',
  ),
  NotSignedIn: refused('No session and no token, or one that is no longer good.'),
  NotAllowed: refused('The role is not enough, or the request came from another site.'),
  Starting: refused('Waymark starts, or its storage does not answer. See `Retry-After`.'),
  Refused: refused('What was wrong, where, and what would be right.'),
} as const

const answerOf = (name: keyof typeof refusals): Json => ({ $ref: `#/components/responses/${name}` })

const errorsOf = ({ capability, method, conflict }: Route): Json => ({
  400: answerOf('Unreadable'),
  ...(capability === 'anyone' ? {} : { 401: answerOf('NotSignedIn') }),
  ...(capability === 'anyone' && method === 'GET' ? {} : { 403: answerOf('NotAllowed') }),
  ...(conflict === undefined ? {} : { 409: refused(conflict) }),
  503: answerOf('Starting'),
  default: answerOf('Refused'),
})

const goodAnswer = ({ status, answer }: Route): Json => {
  if (!answer) return { [status ?? 204]: { description: 'Done.' } }
  const content =
    typeof answer === 'string'
      ? { [answer]: {} }
      : { 'application/json': { schema: jsonSchema(answer) } }
  return { [status ?? 200]: { description: 'Done.', content } }
}

const operation = (route: Route): Json => ({
  summary: route.says,
  'x-capability': route.capability,
  ...(route.capability === 'anyone' ? { security: [] } : { 'x-roles': rolesOf(route.capability) }),
  parameters: parametersOf(route),
  ...(route.body
    ? {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: jsonSchema(route.body) } },
        },
      }
    : {}),
  responses: { ...goodAnswer(route), ...errorsOf(route) },
})

const errorAnswer: Json = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: Object.keys(errorStatus) },
        message: { type: 'string' },
        at: { type: 'string' },
        limit: { type: 'number' },
      },
    },
  },
}

const securitySchemes: Json = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-waymark_session',
    description: 'On plain http: waymark_session.',
  },
  token: { type: 'http', scheme: 'bearer' },
}

/** The API's description, OpenAPI 3.1, made from the very schemas that check its requests. */
export const openApi = (routes: readonly Route[]): Json => {
  const paths: { [path: string]: { [method: string]: Json } } = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  const { schemas, rest } = hoistDefinitions({ paths, named: namedSchemas() })
  return {
    openapi: '3.1.0',
    info: { title: 'Waymark', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    security: [{ session: [] }, { token: [] }],
    paths: rest.paths,
    components: {
      schemas: { ...schemas, ...(rest.named as Json), ErrorAnswer: errorAnswer },
      responses: refusals,
      securitySchemes,
    },
  }
}
