export interface RequestOptions {
  readonly method?: 'POST' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal
}

export interface AuthoringDeps {
  readonly request: <T>(path: string, options?: RequestOptions) => Promise<T>
  readonly look: () => 'auto' | 'light' | 'dark'
  readonly onSaved: () => void
  /** What was refused, for who sits here. */
  readonly say: (text: string) => void
}
