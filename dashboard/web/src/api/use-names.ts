import { useSignal } from '@preact/signals'
import type { DefinitionList, DeletedList } from '@waymark/schemas/api/definitions'
import type { Names } from '@waymark/schemas/api/names'
import { useSession } from '../app/session.ts'
import { meantBy, namesAmong } from '../words/names.ts'
import type { NameOf } from '../words/say-sender.ts'
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
 * What definitions are called: those in force, and of those that are in force no more what they were called last. Those are asked
 * for once something is named that is not in force.
 */
const useDefinitionNames = (env: string): ((kind: string, id: string) => string) => {
  const misses = useSignal(false)
  const known = useQuery<DefinitionList>(address('/api/definitions', { env })).data?.definitions
  const gone = useQuery<DeletedList>(
    misses.value ? address('/api/definitions/deleted', { env }) : undefined,
  )
  const inForce = known?.map(({ kind, id, definition: { name } }) => ({ kind, id, name })) ?? []
  const called = namesAmong([...inForce, ...(gone.data?.deleted ?? [])])
  const isKnown = (kind: string, id: string): boolean => {
    const meant = meantBy(kind, id)
    return !known || inForce.some((one) => one.kind === meant.kind && one.id === meant.id)
  }
  return (kind, id) => {
    if (isKnown(kind, id)) return called(kind, id)
    // A view is being drawn: what makes it draw anew comes after that.
    if (!misses.peek())
      queueMicrotask(() => {
        misses.value = true
      })
    return gone.data || gone.error ? called(kind, id) : pending
  }
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
  const called = useDefinitionNames(env)
  return (kind, id) => {
    if (kind === 'subject') return named(id, sayPerson(id))
    if (kind === 'account') return named(`${env}/g/${id}`, id)
    if (kind === 'user') return named(id, /^(usr|tok)_/.test(id) ? 'Somebody' : id)
    return called(kind, id)
  }
}
