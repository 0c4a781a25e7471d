import type { ComponentChildren } from 'preact'
import type { Shown } from '../api/queries.ts'
import { Failed, Skeleton } from './states.tsx'

interface LoadedProps<T> {
  readonly answer: Shown<T>
  readonly rows?: number
  readonly children: (data: T) => ComponentChildren
}

/** An answer's data; before it is there a skeleton, and where it cannot be had the reason and a retry. */
export const Loaded = <T,>({ answer, rows = 8, children }: LoadedProps<T>) => {
  const { data, error, stale, refresh } = answer
  if (data !== undefined) return <div class={stale ? 'loaded dim' : 'loaded'}>{children(data)}</div>
  if (error) return <Failed error={error} onRetry={refresh} />
  return <Skeleton rows={rows} />
}
