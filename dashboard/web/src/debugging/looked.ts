import type { SubjectKey } from '@waymark/schemas'
import type { Opened } from '../opened-page/opened.ts'

/** Which page is looked into, and of which environment. */
export interface BeginLook {
  readonly env: string
  readonly url: string
}

/** Whom the page says that it is identified as. */
export interface Identified {
  readonly subject: SubjectKey
  /** As the page says it. */
  readonly id: string
  /** What they are called here; `undefined`: nobody here knows them yet. */
  readonly name: string | undefined
  /** Whether the page may be told of them. */
  readonly is: 'asked' | 'told' | 'kept'
}

export interface Looked extends BeginLook, Opened {
  readonly who: Identified | undefined
  /** What was refused, in a sentence. */
  readonly problem: string | undefined
}
