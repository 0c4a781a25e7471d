import type { SubjectKey } from '@waymark/schemas'

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

export interface Looked extends BeginLook {
  /** `silent`: no page has answered for a while. `cut`: the window is closed, or its page keeps no line to this one. */
  readonly page: 'opening' | 'silent' | 'cut' | 'there'
  readonly who: Identified | undefined
  /** What was refused, in a sentence. */
  readonly problem: string | undefined
}
