import type { Change } from '../document/change.ts'
import type { Editing } from '../editor.ts'
import type { On } from '../page/board.ts'

/** What a part of the panel is drawn from, and what it can do. */
export interface Part {
  readonly now: Editing
  readonly on: On
  /** The language whose texts are written. */
  readonly locale: string
  readonly change: (change: Change, stroke?: string) => void
  readonly set: (view: Partial<Editing>) => void
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly undo: () => void
  readonly redo: () => void
  readonly pick: () => void
  readonly preview: (waits: boolean) => void
  readonly save: () => void
  readonly end: () => void
  readonly goTo: (path: string) => void
  /** Of this page. */
  readonly path: string
}
