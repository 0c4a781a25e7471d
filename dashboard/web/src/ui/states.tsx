import type { ComponentChildren } from 'preact'
import type { RequestFailed } from '../api/request.ts'
import { Blaze } from './blaze.tsx'

interface EmptyProps {
  readonly title: string
  readonly children: ComponentChildren
}

/** Nothing to show yet, or nothing that matches: says which, and what to do next. */
export const Empty = ({ title, children }: EmptyProps) => (
  <div class="empty">
    <h2>
      <Blaze is="open" /> {title}
    </h2>
    {children}
  </div>
)

interface FailedProps {
  readonly error: RequestFailed
  readonly onRetry: () => void
}

/** It cannot be known: why, and a way to try again. */
export const Failed = ({ error, onRetry }: FailedProps) => (
  <div class="empty" role="alert">
    <h2>
      <Blaze is="look" /> This could not be loaded
    </h2>
    <p>{error.message}</p>
    <button type="button" class="button" onClick={onRetry}>
      Try again
    </button>
  </div>
)

/** What is to come, after 150 ms. */
export const Skeleton = ({ rows = 8 }: { readonly rows?: number }) => (
  <div class="skeleton" role="status" aria-label="Loading">
    {Array.from({ length: rows }, (_, at) => (
      <i key={at} />
    ))}
  </div>
)
