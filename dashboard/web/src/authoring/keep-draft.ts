import type { DraftItem } from '@waymark/schemas/api/drafts'
import type { DraftState, GuideDraft } from '@waymark/schemas/wire/authoring'
import { RequestFailed } from '../api/request.ts'
import { clockTime } from '../words/time.ts'

const saveAfterMs = 1500
/** The server was away, or something stood before it: it is asked again by itself. */
const againAfterMs = 5000

/** Where a draft is kept, and what of it. */
export interface Kept {
  readonly env: string
  readonly id: string
  /** The draft's version that was seen last; 0: there is none yet. */
  version: number
  /** The published version that it begins from; 0: none. */
  base: number
}

export interface KeepDeps {
  readonly request: <T>(
    path: string,
    options?: { readonly method: 'POST'; readonly body: unknown },
  ) => Promise<T>
  readonly document: () => GuideDraft
  readonly onState: (
    state: DraftState['state'],
    text: string,
    problems?: DraftState['problems'],
  ) => void
  readonly onSaved: (version: number) => void
  /** Somebody else was faster. */
  readonly onTheirs: (theirs: DraftItem | undefined) => void
}

/** Keeps a draft on the server: a moment after each change, and one save after the other. */
export interface Keeper {
  readonly dirty: boolean
  changed(): void
  /** Somebody else has written: nothing more is saved until one of the two was chosen. */
  hold(): void
  /** True once nothing is left to save. */
  saveNow(): Promise<boolean>
  /** What is there is what is kept. */
  settle(): void
  stop(): void
}

const findTheirs = async ({ request }: KeepDeps, { env, id }: Kept) => {
  const { drafts } = await request<{ readonly drafts: readonly DraftItem[] }>(
    `/api/drafts?env=${encodeURIComponent(env)}`,
  )
  return drafts.find((each) => each.id === id)
}

const isPassing = ({ status }: RequestFailed): boolean => status === 0 || status >= 500

export const createKeeper = (kept: Kept, deps: KeepDeps): Keeper => {
  const { request, onState } = deps
  let dirty = false
  let stopped = false
  /** The save before this one failed: what it said stands until one has not. */
  let isAgain = false
  let saving: Promise<boolean> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const failed = async (error: RequestFailed): Promise<void> => {
    if (error.status !== 409) {
      onState('failed', `Not saved. ${error.message}`)
      if (isPassing(error)) timer = setTimeout(() => void saveNow(), againAfterMs)
      return
    }
    const theirs = await findTheirs(deps, kept)
    deps.onTheirs(theirs)
    const ways = theirs ? 'Choose in the dashboard which one goes on.' : 'Yours can be kept there.'
    onState('stale', `${error.message} ${ways}`)
  }
  const told = async (error: unknown): Promise<void> => {
    dirty = true
    if (!(error instanceof RequestFailed)) throw error
    if (!stopped) await failed(error)
  }
  const save = async (): Promise<boolean> => {
    const { env, id, version, base } = kept
    const body = { env, document: deps.document(), version, base }
    dirty = false
    if (!isAgain) onState('saving', 'Saving the draft…')
    try {
      const saved = await request<DraftItem>(`/api/drafts/guide/${id}`, { method: 'POST', body })
      if (stopped) return true
      kept.version = saved.version
      isAgain = false
      deps.onSaved(saved.version)
      onState('saved', `Draft saved at ${clockTime(Date.now())}`, saved.problems)
      return true
    } catch (error) {
      isAgain = true
      // To look for what they wrote may fail as well.
      await told(error).catch(told)
      return false
    }
  }
  /** One after the other: each save begins from the version that the one before made. */
  const saveNow = async (): Promise<boolean> => {
    clearTimeout(timer)
    await saving
    if (!dirty || stopped) return !dirty
    saving = save().finally(() => {
      saving = undefined
    })
    return saving
  }
  const hold = (): void => {
    dirty = true
    clearTimeout(timer)
  }
  return {
    get dirty() {
      return dirty
    },
    saveNow,
    hold,
    changed: () => {
      hold()
      onState('unsaved', 'Not saved yet')
      timer = setTimeout(() => void saveNow(), saveAfterMs)
    },
    settle: () => {
      dirty = false
    },
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
