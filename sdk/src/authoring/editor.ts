import type { DraftState, GuideDraft, ToPage } from '@waymark/schemas'
import type { Examination } from '../targets.ts'
import type { Change } from './document/change.ts'

/** What the author sees and does now. */
export interface Editing {
  readonly guide: GuideDraft
  readonly step: number
  /** The part of the step that the panel shows in full. */
  readonly node: number | undefined
  readonly mode: 'edit' | 'pick' | 'preview'
  readonly look: Extract<ToPage, { readonly say: 'draft' }>['look']
  readonly audience: string
  readonly state: DraftState
  /** What becomes of the step's target on this page; undefined: it has none. */
  readonly found: Examination | undefined
  /** What the preview would have recorded. */
  readonly notes: readonly string[]
  readonly folded: boolean
  readonly side: 'left' | 'right'
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

const longestHistory = 200

export const createEditor = (first: Editing): Editor => {
  let now = first
  let past: readonly GuideDraft[] = []
  let future: readonly GuideDraft[] = []
  let lastStroke: string | undefined
  const heard: Hear[] = []
  const tell = (cause: Cause): void => {
    for (const hear of heard) hear(now, cause)
  }
  const show = (guide: GuideDraft, cause: Cause): void => {
    const step = Math.min(now.step, Math.max(0, guide.steps.length - 1))
    const parts = guide.steps[step]?.content.length ?? 0
    const node = now.node !== undefined && now.node < parts ? now.node : undefined
    now = { ...now, guide, step, node }
    tell(cause)
  }
  return {
    get now() {
      return now
    },
    get canUndo() {
      return past.length > 0
    },
    get canRedo() {
      return future.length > 0
    },
    change: (change, cause = 'panel', stroke) => {
      const next = change(now.guide)
      if (next === now.guide) return
      if (stroke === undefined || stroke !== lastStroke)
        past = [...past.slice(-longestHistory), now.guide]
      lastStroke = stroke
      future = []
      show(next, cause)
    },
    set: (view) => {
      const turned = view.step !== undefined && view.step !== now.step
      now = { ...now, ...(turned && { node: undefined, found: undefined }), ...view }
      if (turned) lastStroke = undefined
      tell('view')
    },
    undo: () => {
      const before = past.at(-1)
      if (!before) return
      past = past.slice(0, -1)
      future = [now.guide, ...future]
      lastStroke = undefined
      show(before, 'history')
    },
    redo: () => {
      const [next, ...rest] = future
      if (!next) return
      future = rest
      past = [...past, now.guide]
      lastStroke = undefined
      show(next, 'history')
    },
    onChange: (fn) => {
      heard.push(fn)
    },
  }
}
