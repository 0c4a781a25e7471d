import type { RequestLines } from '../opened-page/code-line.ts'

export interface AuthoringDeps {
  readonly request: RequestLines
  readonly look: () => 'auto' | 'light' | 'dark'
  readonly onSaved: () => void
  /** What was refused, for who sits here. */
  readonly say: (text: string) => void
}
