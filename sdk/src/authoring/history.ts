import type { GuideDraft } from '@waymark/schemas/wire/authoring'

/** The way back from each change, and forth again. */
export interface History {
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** @param stroke changes of one name in a row are undone together, as the letters of a word are */
  keep(before: GuideDraft, stroke: string | undefined): void
  /** What comes next is undone by itself, whatever its name. */
  lift(): void
  undo(now: GuideDraft): GuideDraft | undefined
  redo(now: GuideDraft): GuideDraft | undefined
}

const longest = 200

export const createHistory = (): History => {
  let past: readonly GuideDraft[] = []
  let future: readonly GuideDraft[] = []
  let lastStroke: string | undefined
  return {
    get canUndo() {
      return past.length > 0
    },
    get canRedo() {
      return future.length > 0
    },
    keep: (before, stroke) => {
      if (stroke === undefined || stroke !== lastStroke) past = [...past.slice(-longest), before]
      lastStroke = stroke
      future = []
    },
    lift: () => {
      lastStroke = undefined
    },
    undo: (now) => {
      const before = past.at(-1)
      if (!before) return undefined
      past = past.slice(0, -1)
      future = [now, ...future]
      lastStroke = undefined
      return before
    },
    redo: (now) => {
      const [next, ...rest] = future
      if (!next) return undefined
      future = rest
      past = [...past, now]
      lastStroke = undefined
      return next
    },
  }
}
