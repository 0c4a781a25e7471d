import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { type Answer, createQueryCache } from './query-cache.ts'
import { request } from './request.ts'
import { signedOut } from './signed-out.ts'

/** What the app knows of the API. */
export const queries = createQueryCache({
  ask: request,
  now: Date.now,
  onSignedOut: () => {
    signedOut.value = true
  },
})

const refreshAfterMs = 30_000

/** Shows the old answer, dimmed by the caller, while another address of the same kind loads. */
export interface Shown<T> extends Answer<T> {
  /** `data` answers the address before this one. */
  readonly stale: boolean
  readonly refresh: () => void
}

const idle: Answer<never> = { loading: false, at: 0 }

/**
 * The answer to `path`, kept fresh: asked again every 30 s while the page is visible. Nothing is asked without a path.
 *
 * @example const { data, error, loading } = useQuery<PeopleList>(address('/api/people', { env }))
 */
export const useQuery = <T>(path: string | undefined): Shown<T> => {
  const source = useSignal<{ readonly value: Answer<T> }>({ value: idle })
  const last = useRef<T | undefined>(undefined)
  useLayoutEffect(() => {
    if (path === undefined) {
      source.value = { value: idle }
      return
    }
    source.value = queries.use<T>(path)
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') queries.refresh(path)
    }, refreshAfterMs)
    return () => {
      clearInterval(timer)
      queries.release(path)
    }
  }, [path, source])
  useEffect(() => {
    const look = (): void => {
      if (path !== undefined && document.visibilityState === 'visible') queries.refresh(path)
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [path])
  const answer = useComputed(() => source.value.value).value
  if (answer.data !== undefined) last.current = answer.data
  const stale = answer.data === undefined && last.current !== undefined && path !== undefined
  return {
    ...answer,
    ...(stale && !answer.error && last.current !== undefined ? { data: last.current } : {}),
    stale,
    refresh: () => path !== undefined && queries.refresh(path),
  }
}
