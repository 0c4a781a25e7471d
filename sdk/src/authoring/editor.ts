import type {
  AuthoringPerson,
  AuthoringStock,
  DraftState,
  GuideDraft,
  ToPage,
} from '@waymark/schemas/wire/authoring'
import type { LazyParts } from '../guide/kinds/shelf.ts'
import type { Examination } from '../targets.ts'
import type { Change } from './document/change.ts'
import { createHistory } from './history.ts'

/** What the author sees and does now. */
export interface Editing {
  readonly guide: GuideDraft
  readonly step: number
  /** The part of the step that the panel shows in full. */
  readonly node: number | undefined
  /** The task of a checklist that the panel shows in full. */
  readonly task: number | undefined
  /** What is typed to find a guide by its name. */
  readonly search: string
  readonly mode: 'edit' | 'pick' | 'preview'
  readonly look: Extract<ToPage, { readonly say: 'draft' }>['look']
  readonly audience: string
  readonly stock: AuthoringStock
  /** Whom a preview is for; undefined: nobody in particular. */
  readonly person: AuthoringPerson | undefined
  readonly state: DraftState
  /** What went wrong in the authoring code itself, in this page. */
  readonly broken: string | undefined
  /** What becomes of the step's target on this page; undefined: it has none. */
  readonly found: Examination | undefined
  /** What the preview would have recorded. */
  readonly notes: readonly string[]
  /** Parts that draw guides and did not come: which file, and why. */
  readonly unloaded: ReadonlyMap<keyof LazyParts, string>
  readonly folded: boolean
  /** Where the author has put the panel; undefined: where the card is not. */
  readonly side: 'left' | 'right' | undefined
}

/** `card`: written in the card itself, which is as it should be. `view`: nothing of the guide changed. */
export type Cause = 'card' | 'panel' | 'view' | 'history'

type Hear = (now: Editing, cause: Cause) => void

/** The draft in this page, and the way back from each change. */
export interface Editor {
  readonly now: Editing
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** @param stroke changes of one name in a row are undone together, as the letters of a word are */
  change(change: Change, cause?: 'card' | 'panel', stroke?: string): void
  set(view: Partial<Editing>): void
  undo(): void
  redo(): void
  onChange(fn: Hear): void
}

/** A look at a guide: the step and the part that are shown exist in it. */
const fitted = (now: Editing, guide: GuideDraft): Editing => {
  const step = Math.min(now.step, Math.max(0, guide.steps.length - 1))
  const parts = guide.steps[step]?.content.length ?? 0
  const node = now.node !== undefined && now.node < parts ? now.node : undefined
  return { ...now, guide, step, node }
}

export const createEditor = (first: Editing): Editor => {
  let now = first
  const history = createHistory()
  const heard: Hear[] = []
  const tell = (cause: Cause): void => {
    for (const hear of heard) hear(now, cause)
  }
  const show = (guide: GuideDraft | undefined, cause: Cause): void => {
    if (!guide) return
    now = fitted(now, guide)
    tell(cause)
  }
  return {
    get now() {
      return now
    },
    get canUndo() {
      return history.canUndo
    },
    get canRedo() {
      return history.canRedo
    },
    change: (change, cause = 'panel', stroke) => {
      const next = change(now.guide)
      if (next === now.guide) return
      history.keep(now.guide, stroke)
      show(next, cause)
    },
    set: (view) => {
      const turned = view.step !== undefined && view.step !== now.step
      now = { ...now, ...(turned && { node: undefined, found: undefined }), ...view }
      if (turned) history.lift()
      tell('view')
    },
    undo: () => show(history.undo(now.guide), 'history'),
    redo: () => show(history.redo(now.guide), 'history'),
    onChange: (fn) => {
      heard.push(fn)
    },
  }
}
