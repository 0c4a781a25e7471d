import { type Signal, signal } from '@preact/signals'
import type {
  AuthoringHello,
  AuthoringTicket,
  AuthoringTicketItem,
  DraftItem,
  DraftState,
  FromPage,
  GuideDraft,
  ToPage,
} from '@waymark/schemas'
import { RequestFailed } from '../api/request.ts'
import { sayProblem } from '../words/say-problem.ts'
import { clockTime } from '../words/time.ts'

/* Of `schemas`; local copies keep its checkers out of the app. */
const mark = 'waymark-authoring' satisfies typeof import('@waymark/schemas').authoringMark
const windowName = 'waymark:authoring' satisfies typeof import('@waymark/schemas').authoringWindow

const saveAfterMs = 1500
/** A page that loads slowly has answered by then. */
const silentAfterMs = 20_000

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

export interface Shown {
  readonly env: string
  readonly guide: GuideDraft
  /** `silent`: no page has answered for a while. */
  readonly page: 'opening' | 'silent' | 'there'
  readonly url: string
  readonly version: number
  readonly draft: DraftState
  /** What somebody else wrote meanwhile. */
  readonly theirs: DraftItem | undefined
}

export interface AuthoringDeps {
  readonly request: <T>(
    path: string,
    options?: { readonly method: 'POST'; readonly body: unknown },
  ) => Promise<T>
  readonly look: () => 'auto' | 'light' | 'dark'
  readonly onSaved: () => void
}

/** The one guide that is written in the page now; this window holds its draft, and all that may change it. */
export interface Authoring {
  readonly shown: Signal<Shown | undefined>
  /** False where the browser would not open a window. To be called while a press of a button lasts. */
  begin(begin: Begin): boolean
  saveNow(): Promise<boolean>
  /** The draft is in force: what is written from now on is another one, which begins from there. */
  published(guide: string, version: number): void
  /** After somebody else wrote: goes on from theirs, or writes over it. */
  resolve(whose: 'theirs' | 'mine'): void
  end(): void
}

interface Live {
  readonly begin: Begin
  readonly origin: string
  readonly page: Window
  version: number
  base: number
  step: number
  dirty: boolean
  saving: Promise<boolean> | undefined
  port: MessagePort | undefined
  timer: ReturnType<typeof setTimeout> | undefined
  silence: ReturnType<typeof setTimeout> | undefined
}

const isHello = (data: unknown): data is AuthoringHello => {
  const said = data as Partial<AuthoringHello> | null
  return said?.mark === mark && said.say === 'hello'
}

const isDraft = (value: unknown): value is GuideDraft => {
  const said = value as Partial<GuideDraft> | null
  return typeof said === 'object' && said !== null && Array.isArray(said.steps)
}

/** The page says it to people who have never seen the file of a guide. */
const forAuthor = (draft: DraftState): DraftState => ({
  ...draft,
  problems: draft.problems.map((problem) => ({ ...problem, message: sayProblem(problem) })),
})

export const createAuthoring = (deps: AuthoringDeps): Authoring => {
  const shown = signal<Shown | undefined>(undefined)
  let live: Live | undefined

  const tell = (said: ToPage): void => live?.port?.postMessage(said)
  const show = (change: Partial<Shown>): void => {
    if (!shown.value) return
    shown.value = { ...shown.value, ...change }
    if (change.draft) tell({ say: 'state', state: forAuthor(change.draft) })
  }
  const sayState = (
    state: DraftState['state'],
    text: string,
    problems?: DraftState['problems'],
  ): void =>
    show({ draft: { state, text, problems: problems ?? shown.value?.draft.problems ?? [] } })

  const save = async (now: Live): Promise<boolean> => {
    const { env, guide: begun } = now.begin
    const document = shown.value?.guide
    now.dirty = false
    sayState('saving', 'Saving the draft…')
    try {
      const body = { env, document, version: now.version, base: now.base }
      const saved = await deps.request<DraftItem>(`/api/drafts/guide/${begun.id}`, {
        method: 'POST',
        body,
      })
      if (now !== live) return true
      now.version = saved.version
      show({ version: saved.version })
      sayState('saved', `Draft saved at ${clockTime(Date.now())}`, saved.problems)
      deps.onSaved()
      return true
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      if (now !== live) return false
      now.dirty = true
      if (error.status === 409) await heedOther(now, error.message)
      else sayState('failed', `Not saved. ${error.message}`)
      return false
    }
  }
  const heedOther = async (now: Live, text: string): Promise<void> => {
    const { drafts } = await deps.request<{ readonly drafts: readonly DraftItem[] }>(
      `/api/drafts?env=${encodeURIComponent(now.begin.env)}`,
    )
    show({ theirs: drafts.find(({ id }) => id === now.begin.guide.id) })
    sayState('stale', `${text} Choose in the dashboard which one goes on.`)
  }
  /** One after the other: each save begins from the version that the one before made. */
  const saveInTurn = async (): Promise<boolean> => {
    const now = live
    if (!now) return true
    clearTimeout(now.timer)
    await now.saving
    if (!now.dirty || now !== live) return now.dirty === false
    now.saving = save(now).finally(() => {
      now.saving = undefined
    })
    return now.saving
  }
  const changed = (now: Live, guide: GuideDraft): void => {
    const { id } = now.begin.guide
    show({ guide: { ...guide, kind: 'guide', id } })
    now.dirty = true
    if (shown.value?.draft.state === 'stale') return
    sayState('unsaved', 'Not saved yet')
    clearTimeout(now.timer)
    now.timer = setTimeout(() => void saveInTurn(), saveAfterMs)
  }
  const sendDraft = (now: Live): void => {
    const { value } = shown
    if (!value) return
    tell({
      say: 'draft',
      guide: value.guide,
      step: now.step,
      look: deps.look(),
      audience: now.begin.audience,
    })
    tell({ say: 'state', state: value.draft })
  }
  const hear = (now: Live, said: FromPage): void => {
    if (said.say === 'ready') {
      clearTimeout(now.silence)
      show({ page: 'there', url: said.url })
      sendDraft(now)
    }
    if (said.say === 'at') now.step = Number(said.step) || 0
    if (said.say === 'changed' && isDraft(said.guide)) {
      now.step = Number(said.step) || 0
      changed(now, said.guide)
    }
    if (said.say === 'save') void saveInTurn()
    if (said.say === 'end') void saveInTurn().then(end)
  }
  /** A page of exactly the origin that the author named said hello: it gets a ticket, and a line to talk on. */
  const answer = async (now: Live): Promise<void> => {
    const { env } = now.begin
    const body = { env, origin: now.origin }
    try {
      const { ticket } = await deps.request<AuthoringTicketItem>('/api/authoring/ticket', {
        method: 'POST',
        body,
      })
      if (now !== live) return
      const { port1, port2 } = new MessageChannel()
      now.port?.close()
      now.port = port1
      port1.onmessage = ({ data }: MessageEvent<FromPage>) => now === live && hear(now, data)
      const message: AuthoringTicket = { mark, say: 'ticket', ticket }
      now.page.postMessage(message, now.origin, [port2])
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      sayState('failed', error.message)
    }
  }
  const onMessage = ({ data, origin, source }: MessageEvent): void => {
    if (!live || source !== live.page || origin !== live.origin || !isHello(data)) return
    void answer(live)
  }
  /** Whoever comes back to this window may have closed the other one. */
  const onFocus = (): void => {
    if (live?.page.closed) void saveInTurn().then(end)
  }
  const onLeave = (event: BeforeUnloadEvent): void => {
    if (live?.dirty) event.preventDefault()
  }
  const end = (): void => {
    if (!live) return
    tell({ say: 'end' })
    clearTimeout(live.timer)
    clearTimeout(live.silence)
    live.port?.close()
    live = undefined
    shown.value = undefined
    removeEventListener('message', onMessage)
    removeEventListener('focus', onFocus)
    removeEventListener('beforeunload', onLeave)
  }

  return {
    shown,
    begin: (begin) => {
      end()
      const page = window.open(begin.url, windowName)
      if (!page) return false
      const { origin } = new URL(begin.url)
      const silence = setTimeout(() => show({ page: 'silent' }), silentAfterMs)
      live = {
        ...{ begin, origin, page, silence, version: begin.version, base: begin.base },
        ...{ step: 0, dirty: false, saving: undefined, port: undefined, timer: undefined },
      }
      shown.value = {
        ...{ env: begin.env, guide: begin.guide, url: begin.url, version: begin.version },
        ...{ page: 'opening', theirs: undefined },
        draft: { state: 'saved', text: 'Nothing changed yet', problems: [] },
      }
      addEventListener('message', onMessage)
      addEventListener('focus', onFocus)
      addEventListener('beforeunload', onLeave)
      // A guide that nobody has kept yet would be gone with this window.
      if (begin.version === 0 && begin.base === 0) {
        live.dirty = true
        void saveInTurn()
      }
      return true
    },
    saveNow: saveInTurn,
    published: (guide, version) => {
      if (!live || live.begin.guide.id !== guide) return
      live.version = 0
      live.base = version
      sayState('saved', `Published as version ${version}`, [])
    },
    resolve: (whose) => {
      const { theirs } = shown.value ?? {}
      if (!live || !theirs) return
      live.version = theirs.version
      show({ theirs: undefined })
      if (whose === 'theirs') {
        live.dirty = false
        show({ guide: theirs.document as unknown as GuideDraft, version: theirs.version })
        sayState('saved', `Theirs, of ${clockTime(theirs.at)}`, theirs.problems)
        sendDraft(live)
        return
      }
      sayState('unsaved', 'Not saved yet')
      void saveInTurn()
    },
    end,
  }
}
