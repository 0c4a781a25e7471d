import { errorStatus, ruleNames } from '@waymark/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

interface Operation {
  readonly summary?: string
  readonly security?: readonly unknown[]
  readonly 'x-roles'?: readonly string[]
  readonly responses: { readonly [status: string]: unknown }
}

interface Description {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } }
  readonly components: {
    readonly schemas: { readonly [name: string]: { readonly oneOf?: readonly { title: string }[] } }
    readonly securitySchemes: object
  }
}

let d: OpenDashboard
let api: Description

beforeAll(async () => {
  d = await openDashboard()
  const answer = await d.send<Description>('GET', '/api/openapi.json', { token: undefined })
  api = answer.body
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

/** Every reference of a tree. */
const references = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    key === '$ref' ? [String(item)] : references(item),
  )
}

const follow = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as { [key: string]: unknown } | undefined)?.[key], api)

describe("the API's description", () => {
  it('has every route that the server answers, and no other', () => {
    const documented = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    )
    expect(documented.toSorted()).toEqual(d.registered.toSorted())
    expect(documented.length).toBeGreaterThan(30)
  })

  it('says of every route what it does, who may ask and what can go wrong', () => {
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const where = `${method} ${path}`
        expect(operation.summary, where).toMatch(/\.$/)
        expect(Object.keys(operation.responses), where).toContain('default')
        const open = operation.security?.length === 0
        expect([where, open]).toEqual([where, operation['x-roles'] === undefined])
        expect([where, '401' in operation.responses]).toEqual([where, !open])
      }
    }
    const failed = follow('#/components/schemas/ErrorAnswer')
    for (const code of Object.keys(errorStatus)) expect(JSON.stringify(failed)).toContain(code)
  })

  it('holds the rule language, whose inner rules are rules', () => {
    const kinds = api.components.schemas.Rule?.oneOf ?? []
    expect(kinds.map(({ title }) => title)).toEqual(ruleNames)
    const not = kinds.find(({ title }) => title === 'not')
    expect(references(not)).toEqual(['#/components/schemas/Rule'])
    const trait = JSON.stringify(kinds.find(({ title }) => title === 'trait'))
    for (const word of ['name', 'eq', 'starts-with']) expect(trait).toContain(`"${word}"`)
  })

  it('describes definitions by kind, and `apply` takes them', () => {
    const definition = api.components.schemas.Definition
    expect(definition?.oneOf?.map(({ title }) => title)).toContain('engagement')
    expect(references(definition)).toContain('#/components/schemas/Rule')
    expect(references(api.paths['/api/definitions/apply']?.post)).toContain(
      '#/components/schemas/Definition',
    )
  })

  it('says of a write from a stale version that it is refused with 409', () => {
    const paths = ['definitions/apply', 'drafts/guide/{id}', 'drafts/guide/{id}/publish']
    for (const path of paths)
      expect([path, api.paths[`/api/${path}`]?.post?.responses]).toMatchObject([
        path,
        { 409: { description: expect.stringContaining('stale_version') } },
      ])
    expect(api.paths['/api/me']?.get?.responses).not.toHaveProperty('409')
  })

  it('calls every schema by a word, and none by a hash such as Part2eg75ese', () => {
    const names = Object.keys(api.components.schemas)
    expect(names).toContain('JsonValue')
    expect(names.filter((name) => !/^([A-Z][a-z]+)+$/.test(name))).toEqual([])
  })

  it('names nothing that is not in it', () => {
    const all = [...new Set(references(api))]
    expect(all.length).toBeGreaterThan(3)
    expect(all.filter((reference) => follow(reference) === undefined)).toEqual([])
    expect(JSON.stringify(api)).not.toContain('$defs')
  })
})
