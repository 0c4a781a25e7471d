import { Readable } from 'node:stream'
import { canonicalJson } from '@waymark/schemas'
import type { GuideNumbers } from '@waymark/schemas/api/guide-numbers'
import { z } from 'zod'
import * as answers from '../answers/guide-number-answers.ts'
import { versionsOf } from '../definitions/kept-versions.ts'
import { knownGuides } from '../definitions/known-guides.ts'
import { type GuideBook, guideBook } from '../guide-numbers/guide-book.ts'
import { listGuideNumbers } from '../guide-numbers/list-guide-numbers.ts'
import { readGuideNumbers } from '../guide-numbers/read-guide-numbers.ts'
import type { NumbersAsked } from '../guide-numbers/told-sql.ts'
import { forms, linesOf } from '../guide-numbers/write-numbers.ts'
import { exportType, type Form, nameExport } from '../http/line-forms.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { createMemory, type Memory } from '../read/create-memory.ts'
import { env, kebab, versionNumber, words } from './inputs.ts'
import { rangeOf, rangeShape } from './range.ts'
import type { Rooms } from './rooms.ts'

const limits = { byDefaultDays: 30 }
const keptMs = 5000

const params = z.object({ id: kebab })
const listShape = { env, ...rangeShape(limits) }
const filterShape = {
  ...listShape,
  version: versionNumber.describe('only of this version of the guide'),
  variant: words.describe('only of this variant'),
}

interface Filter {
  readonly env?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly version?: number | undefined
  readonly variant?: string | undefined
}

const listRoute = (rooms: Rooms, remember: Memory): Route =>
  route({
    method: 'GET',
    path: '/api/guide-numbers',
    capability: 'signed-in',
    says: 'All guides, shown to most first: to how many people each was shown in a range, and how many clicked, closed and completed it.',
    answer: answers.guideNumbersList,
    query: z.strictObject(listShape),
    handle: async ({ query }) => {
      const range = rangeOf(rooms, query, limits)
      if (isRefused(range)) return range
      const { env, from, to } = range
      const known = knownGuides(rooms, env)
      const ids = known.map(({ guide, inForce }) => [guide.id, guide.name ?? '', inForce])
      const key = canonicalJson(['guides', env, query.from ?? '', query.to ?? '', ids])
      return remember(key, async () => {
        const asOf = await rooms.asOf(env)
        const guides = await listGuideNumbers(rooms.deps.store, known, range)
        return { guides, from, to, asOf }
      })
    },
  })

interface Asked {
  readonly book: GuideBook
  readonly asked: NumbersAsked
}

const askedOf = (rooms: Rooms, id: string, filter: Filter): Asked | Refused => {
  const range = rangeOf(rooms, filter, limits)
  if (isRefused(range)) return range
  const book = guideBook(id, versionsOf(rooms, { env: range.env, kind: 'guide', id }))
  if (!book) return refuse('not_found', `There is no guide "${id}".`)
  const { version, variant } = filter
  return { book, asked: { ...range, version, variant } }
}

/** One guide's numbers; asked again within seconds, those of before. */
const read = (
  rooms: Rooms,
  remember: Memory,
  { book, asked, query }: Asked & { readonly query: Filter },
): Promise<GuideNumbers> =>
  remember(canonicalJson(['guide', asked.env, { ...query }, book]), async () => {
    const asOf = await rooms.asOf(asked.env)
    return { ...(await readGuideNumbers(rooms.deps.store, book, asked)), asOf }
  })

const numbersRoute = (rooms: Rooms, remember: Memory): Route =>
  route({
    method: 'GET',
    path: '/api/guide-numbers/:id',
    capability: 'signed-in',
    says: 'How a guide does in a range: to whom it was shown, what they clicked, where they stopped, how long it took; by step, post, task and item, by variant and language.',
    answer: answers.guideNumbers,
    params,
    query: z.strictObject(filterShape),
    handle: ({ params: { id }, query }) => {
      const question = askedOf(rooms, id, query)
      return isRefused(question) ? question : read(rooms, remember, { ...question, query })
    },
  })

const exportRoute = (rooms: Rooms, remember: Memory, form: Form): Route =>
  route({
    method: 'GET',
    path: `/api/guide-numbers/:id/numbers.${form}`,
    capability: 'signed-in',
    says: `Every count of a guide as ${form === 'csv' ? 'CSV' : 'NDJSON'}, one a line.`,
    answer: exportType[form],
    params,
    query: z.strictObject(filterShape),
    handle: async ({ params: { id }, query, reply }) => {
      const question = askedOf(rooms, id, query)
      if (isRefused(question)) return question
      const numbers = await read(rooms, remember, { ...question, query })
      const { head, line } = forms[form]
      const { from, to } = numbers
      nameExport(reply, form, { id, env: question.asked.env, from, to })
      return Readable.from([head + linesOf(numbers).map(line).join('')])
    },
  })

/** How guides do: the list of them, one guide's numbers, and exports. */
export const guideNumberRoutes = (rooms: Rooms): readonly Route[] => {
  const remember = createMemory({ clock: rooms.deps.clock, forMs: keptMs })
  return [
    listRoute(rooms, remember),
    numbersRoute(rooms, remember),
    exportRoute(rooms, remember, 'csv'),
    exportRoute(rooms, remember, 'ndjson'),
  ]
}
