import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { RequestFailed, request } from '../api/request.ts'
import { sayFailed } from './toasts.ts'

export interface MorePages<T> {
  readonly more: readonly T[]
  readonly next: string | undefined
  readonly loading: boolean
  readonly load: () => void
}

interface PageSource<A, T> {
  /** The address of the first page: another one starts anew. */
  readonly path: string
  /** The cursor that the first page gave. */
  readonly first: string | undefined
  readonly name: 'cursor' | 'before'
  readonly rows: (answer: A) => readonly T[]
  readonly cursor: (answer: A) => string | undefined
}

/** The pages after the first, fetched one by one as somebody asks for more. */
export const useMorePages = <A, T>(source: PageSource<A, T>): MorePages<T> => {
  const state = useSignal<{
    readonly path: string
    readonly more: readonly T[]
    readonly next?: string | undefined
    readonly fetched: boolean
  }>({
    path: source.path,
    more: [],
    fetched: false,
  })
  const loading = useSignal(false)
  useEffect(() => {
    if (state.peek().path !== source.path)
      state.value = { path: source.path, more: [], fetched: false }
  }, [source.path, state])
  const own =
    state.value.path === source.path
      ? state.value
      : { path: source.path, more: [], fetched: false, next: undefined }
  const next = own.fetched ? own.next : source.first
  const load = async (): Promise<void> => {
    if (next === undefined || loading.peek()) return
    loading.value = true
    try {
      const answer = await request<A>(
        `${source.path}${source.path.includes('?') ? '&' : '?'}${source.name}=${encodeURIComponent(next)}`,
      )
      state.value = {
        path: source.path,
        more: [...own.more, ...source.rows(answer)],
        next: source.cursor(answer),
        fetched: true,
      }
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      sayFailed(error.message)
    } finally {
      loading.value = false
    }
  }
  return { more: own.more, next, loading: loading.value, load: () => void load() }
}
