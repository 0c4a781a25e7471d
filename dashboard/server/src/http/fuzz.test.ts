import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { trialSet } from '../support/documents.ts'
import { openDashboard } from '../support/open-dashboard.ts'
import type { Route } from './route.ts'

const odd = [
  '',
  '\0',
  '..',
  '__proto__',
  'constructor',
  '1e999',
  '-1',
  'production',
  'production/u/a',
]
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...odd))
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 4 }))

const name = fc.constantFrom(
  ...['env', 'documents', 'subject', 'pql', 'do', 'name', 'role', 'kind', 'id', 'level', 'reached'],
  ...['did', 'all', 'baseVersions', 'url', 'steps', 'audience', '__proto__', 'toString'],
)

/** A good document with one part of it spoilt. */
const spoilt = fc
  .tuple(fc.constantFrom(...trialSet), name, value)
  .map(([document, part, v]) => ({ ...document, [part]: v }))

const body = fc.oneof(
  value,
  fc.dictionary(name, value),
  fc.record({ documents: fc.array(fc.dictionary(name, value), { maxLength: 3 }) }),
  fc.record({
    documents: fc.array(spoilt, { minLength: 1, maxLength: 2 }),
    dryRun: fc.constant(true),
  }),
)

const query = fc
  .dictionary(
    fc.constantFrom(
      'env',
      'person',
      'search',
      'limit',
      'before',
      'cursor',
      'view',
      'guide',
      'anonymous',
    ),
    text,
  )
  .map((given) =>
    Object.entries(given).map(([key, v]): [string, string] => [key, v.toWellFormed()]),
  )

/** One that is not known is refused before anything else is looked at: most requests have none. */
const ofRoute = ({ query: schema }: Route, given: readonly [string, string][]) =>
  schema instanceof z.ZodObject ? given.filter(([key]) => key in schema.shape) : []

/** What a URL takes for a step up never comes as it is: the request would be one for another path. */
const inPath = (part: string): string =>
  encodeURIComponent(/^\.{1,2}$/.test(part) ? `${part}-` : part.toWellFormed())

const unending = new Set(['/api/live', '/api/session'])

it('no request makes the server fail, whatever it holds', async () => {
  await using d = await openDashboard()
  const routes = d.dashboard.routes.filter(({ path }) => !unending.has(path))
  const asks = fc.record({
    route: fc.constantFrom(...routes),
    part: text,
    query,
    body,
    stray: fc.nat(9).map((one) => one === 0),
  })
  const run = fc.asyncProperty(asks, async (ask) => {
    const path = ask.route.path.replaceAll(/:\w+/g, () => inPath(ask.part))
    const sent = ask.route.method === 'GET' ? {} : { body: ask.body ?? null }
    const url = `${path}?${new URLSearchParams(ask.stray ? ask.query : ofRoute(ask.route, ask.query))}`
    const answer = await d.send(ask.route.method, url, sent)
    expect([ask.route.path, answer.status < 500]).toEqual([ask.route.path, true])
  })
  await fc.assert(run, { numRuns: 400 })
})
