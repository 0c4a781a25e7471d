import { errorStatus } from '@waymark/schemas'
import { z } from 'zod'
import type { Route } from './route.ts'

type Json = { readonly [key: string]: unknown }

const jsonSchema = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    unrepresentable: 'any',
    io: 'input',
    reused: 'inline',
  })
  return rest
}

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

const errors: Json = {
  default: {
    description: 'What was wrong, where, and what would be right.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorAnswer' } } },
  },
}

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
  ...(route.capability === 'anyone' ? { security: [] } : {}),
  parameters: parametersOf(route),
  ...(route.body
    ? {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: jsonSchema(route.body) } },
        },
      }
    : {}),
  responses: { ...goodAnswer(route), ...errors },
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

/** The API's description, OpenAPI 3.1, made from the very schemas that check its requests. */
export const openApi = (routes: readonly Route[]): Json => {
  const paths: { [path: string]: { [method: string]: Json } } = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Waymark', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      schemas: { ErrorAnswer: errorAnswer },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-waymark_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}
