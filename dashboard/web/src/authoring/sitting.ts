import type { Signal } from '@preact/signals'
import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { DraftState, FromPage, GuideDraft, ToPage } from '@waymark/schemas/wire/authoring'
import { address } from '../api/request.ts'
import { reachPage } from '../opened-page/reach-page.ts'
import { clockTime } from '../words/time.ts'
import type { AuthoringDeps } from './authoring-deps.ts'
import { askPerson, createBeside } from './beside.ts'
import { forAuthor } from './for-author.ts'
import { fromPage } from './from-page.ts'
import { createKeeper, type Kept } from './keep-draft.ts'
import { nameOfPerson } from './person.ts'
import type { Begin, Chosen, Shown } from './shown.ts'

interface SittingDeps extends AuthoringDeps {
  readonly shown: Signal<Shown | undefined>
  /** Everything of it is over. */
  readonly end: () => void
}

/** One guide that is written in one window, from its opening to its end. */
export interface Sitting {
  saveNow(): Promise<boolean>
  finish(): Promise<void>
  published(guide: string, version: number): void
  resolve(whose: 'theirs' | 'mine'): Promise<void>
  previewAs(chosen: Chosen | undefined): Promise<void>
  answerAsked(is: 'shown' | 'kept'): void
  useCode(): Promise<void>
  /** Opens it again where its window was closed. To be called while a press of a button lasts. */
  openAgain(): void
  stop(): void
}

/** What is shown of the sitting, here and in the page. */
const createBoard = (shown: Signal<Shown | undefined>) => {
  let port: MessagePort | undefined
  const tell = (said: ToPage): void => port?.postMessage(said)
  const show = (change: Partial<Shown>): void => {
    if (!shown.value) return
    shown.value = { ...shown.value, ...change }
    if (change.draft) tell({ say: 'state', state: forAuthor(change.draft, shown.value.guide) })
  }
  return {
    tell,
    show,
    now: () => shown.value,
    sayState: (
      state: DraftState['state'],
      text: string,
      problems = shown.value?.draft.problems ?? [],
    ): void => show({ draft: { state, text, problems } }),
    talkOver: (next: MessagePort | undefined, hear?: (said: FromPage) => void): void => {
      port?.close()
      port = next
      if (!next) return
      next.onmessage = ({ data }: MessageEvent<unknown>) => {
        const said = fromPage(data)
        if (said) hear?.(said)
      }
    },
  }
}

type Board = ReturnType<typeof createBoard>

const keeperFor = (begin: Begin, board: Board, deps: SittingDeps) => {
  const { env, guide, version, base } = begin
  const kept: Kept = { env, id: guide.id, version, base }
  const keeper = createKeeper(kept, {
    request: deps.request,
    document: () => board.now()?.guide ?? guide,
    onState: board.sayState,
    onSaved: (saved) => {
      board.show({ version: saved, unkept: false })
      deps.onSaved()
    },
    onTheirs: (theirs) => board.show({ theirs }),
  })
  return {
    kept,
    keeper,
    finish: async (): Promise<void> => {
      if (await keeper.saveNow()) deps.end()
      else board.show({ unkept: true })
    },
  }
}

/** What the page says, and what it is answered. */
const createTalk = (begin: Begin, board: Board, { keeper, finish, deps }: Talking) => {
  let step = 0
  const { env, audience, guide: begun } = begin
  const beside = createBeside({
    request: deps.request,
    env,
    tell: board.tell,
    guide: () => board.now()?.guide,
    onAsked: (asked) => board.show({ asked }),
  })
  const sendDraft = (): void => {
    const now = board.now()
    if (!now) return
    board.tell({ say: 'draft', guide: now.guide, step, look: deps.look(), audience })
    board.tell({ say: 'state', state: forAuthor(now.draft, now.guide) })
  }
  const changed = (guide: GuideDraft): void => {
    board.show({ guide: { ...guide, kind: 'guide', id: begun.id } })
    beside.guideChanged()
    if (board.now()?.draft.state === 'stale') keeper.hold()
    else keeper.changed()
  }
  return {
    beside,
    sendDraft,
    hear: (said: FromPage): void => {
      if ('step' in said) step = said.step
      if (said.say === 'ready') {
        board.show({ page: 'there', code: undefined, url: said.url })
        sendDraft()
        void beside.send()
      }
      if (said.say === 'changed') changed(said.guide)
      if (said.say === 'save') void keeper.saveNow()
      if (said.say === 'end') void finish()
    },
  }
}

interface Talking {
  readonly keeper: ReturnType<typeof createKeeper>
  readonly finish: () => Promise<void>
  readonly deps: SittingDeps
}

/** What somebody else wrote, or what is written here, goes on. */
const chooseIn = (
  board: Board,
  {
    kept,
    keeper,
    sendDraft,
    request,
  }: ReturnType<typeof keeperFor> & {
    readonly sendDraft: () => void
    readonly request: SittingDeps['request']
  },
) => {
  const goOn = (): void => {
    keeper.hold()
    board.sayState('unsaved', 'Not saved yet')
    void keeper.saveNow()
  }
  return async (whose: 'theirs' | 'mine'): Promise<void> => {
    const { theirs } = board.now() ?? {}
    if (!theirs) {
      const list = await request<DefinitionList>(address('/api/definitions', { env: kept.env }))
      const published = list.definitions.find(({ kind, id }) => kind === 'guide' && id === kept.id)
      kept.version = 0
      kept.base = published?.version ?? 0
      return goOn()
    }
    kept.version = theirs.version
    board.show({ theirs: undefined, unkept: false })
    if (whose === 'theirs') {
      keeper.settle()
      board.show({ guide: theirs.document as unknown as GuideDraft, version: theirs.version })
      board.sayState('saved', `Theirs, of ${clockTime(theirs.at)}`, theirs.problems)
      sendDraft()
      return
    }
    goOn()
  }
}

export const createSitting = (begin: Begin, page: Window, deps: SittingDeps): Sitting => {
  const board = createBoard(deps.shown)
  const keeping = keeperFor(begin, board, deps)
  const { kept, keeper, finish } = keeping
  const talk = createTalk(begin, board, { keeper, finish, deps })
  const reach = reachPage(page, {
    ...{ request: deps.request, purpose: 'authoring', env: begin.env, url: begin.url },
    ...{ now: board.now, show: board.show },
    onPort: (port) => board.talkOver(port, talk.hear),
    onRefused: (text) => board.sayState('failed', text),
    onCut: () => void keeper.saveNow(),
    onLeft: () => void talk.beside.send(),
    isDirty: () => keeper.dirty,
  })
  // A guide that nobody has kept yet would be gone with this window.
  if (begin.version === 0 && begin.base === 0) {
    keeper.hold()
    void keeper.saveNow()
  }
  return {
    saveNow: keeper.saveNow,
    finish,
    resolve: chooseIn(board, {
      ...keeping,
      sendDraft: talk.sendDraft,
      request: deps.request,
    }),
    published: (guide, version) => {
      if (kept.id !== guide) return
      kept.version = 0
      kept.base = version
      board.sayState('saved', `Published as version ${version}`, [])
    },
    previewAs: async (chosen) => {
      const person = chosen && (await askPerson(deps.request, chosen.subject))
      talk.beside.previewAs(chosen && person && { person, allowed: chosen.allowed })
      board.show({ person: person && nameOfPerson(person) })
    },
    answerAsked: talk.beside.answer,
    useCode: reach.useCode,
    openAgain: reach.openAgain,
    stop: () => {
      board.tell({ say: 'end' })
      keeper.stop()
      reach.stop()
      board.talkOver(undefined)
    },
  }
}
