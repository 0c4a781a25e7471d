import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { Names } from '@waymark/schemas/api/names'
import { useSession } from '../app/session.ts'
import { fromId, senderName } from '../words/names.ts'
import type { NameOf } from '../words/say-transition.ts'
import { sayPerson } from '../words/subject.ts'
import { createNameBook, type NameBook } from './name-book.ts'
import { useQuery } from './queries.ts'
import { address, RequestFailed, request } from './request.ts'

const gatherMs = 30

/** Stands where a name will be in a moment: an id that turns into a name under the eye reads as two people. */
const pending = '…'

const books = new Map<string, NameBook>()

/** Without names the page still says ids: a name that cannot be had is no reason to trouble anybody. */
const ask = async (env: string, ids: readonly string[]): Promise<Names['names']> => {
  const query = new URLSearchParams([
    ['env', env],
    ...ids.map((id): [string, string] => ['of', id]),
  ])
  try {
    return (await request<Names>(`/api/names?${query}`)).names
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error
    return {}
  }
}

const bookOf = (env: string): NameBook => {
  const known = books.get(env)
  if (known) return known
  const book = createNameBook({
    ask: (ids) => ask(env, ids),
    now: Date.now,
    later: (run) => void setTimeout(run, gatherMs),
  })
  books.set(env, book)
  return book
}

/**
 * What things are called, by kind and id: people and accounts by their subject key (`subject`), accounts by their id
 * (`account`), users and tokens (`user`), and definitions, whose name is made from the id where there is none.
 */
export const useNames = (): NameOf => {
  const { env } = useSession()
  const book = bookOf(env)
  const named = (id: string, otherwise: string): string => {
    const found = book.lookUp(id)
    if (found.t === 'named') return found.name
    return found.t === 'asked' ? pending : otherwise
  }
  const list =
    useQuery<DefinitionList>(address('/api/definitions', { env })).data?.definitions ?? []
  return (kind, id) => {
    if (kind === 'subject') return named(id, sayPerson(id))
    if (kind === 'account') return named(`${env}/g/${id}`, id)
    if (kind === 'user') return named(id, /^(usr|tok)_/.test(id) ? 'Somebody' : id)
    const given = (of: string, wanted: string): string | undefined =>
      list.find((one) => one.kind === of && one.id === wanted)?.definition.name
    if (kind === 'engagement')
      return given(kind, id) ?? senderName(id, (flow) => given('flow', flow))
    return given(kind, id) ?? fromId(id)
  }
}
