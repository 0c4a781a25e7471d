import type { SubjectKey } from '@waymark/schemas'
import type { DraftItem } from '@waymark/schemas/api/drafts'
import type { DraftState, GuideDraft } from '@waymark/schemas/wire/authoring'
import type { Opened } from '../opened-page/opened.ts'
import type { Named } from './named.ts'

/** Which guide is written, from what, and where. */
export interface Begin {
  readonly env: string
  readonly guide: GuideDraft
  /** Of the draft; 0: there is none yet. */
  readonly version: number
  /** The published version that it begins from; 0: none. */
  readonly base: number
  /** Of the customer's page. */
  readonly url: string
  readonly audience: string
}

export interface Shown extends Opened {
  readonly env: string
  readonly guide: GuideDraft
  readonly url: string
  readonly version: number
  readonly draft: DraftState
  /** Its author wanted to finish, and it could not be saved: nothing ends before they have said what becomes of it. */
  readonly unkept: boolean
  /** What somebody else wrote meanwhile. */
  readonly theirs: DraftItem | undefined
  /** Whom previews are for. */
  readonly person: string | undefined
  /** What the guide names of them since they were chosen: their author is asked whether the page is told. */
  readonly asked: Named | undefined
}

/** Somebody to preview as, and what was seen to be said of them when they were chosen. */
export interface Chosen {
  readonly subject: SubjectKey
  readonly allowed: Named
}
