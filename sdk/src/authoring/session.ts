import type { FromPage, ToPage } from '@waymark/schemas/wire/authoring'
import { createEditor, type Editing, type Editor } from './editor.ts'
import type { PageLink } from './page-link.ts'
import { openWorkshop, type Workshop } from './workshop.tsx'

/** One author at work in this page; survives the dashboard's window being loaded anew. */
export interface Session {
  /** Another port to the same dashboard. */
  talkOver(port: MessagePort): void
  /** What was written last has not come through: the next port carries it. */
  keepUnsent(): void
  /** Everything goes from the page. */
  end(): void
}

export interface SessionListener {
  /** The dashboard is gone, without a word. */
  readonly onGone: () => void
  /** The author has finished, here or in the dashboard. */
  readonly onLeft: () => void
}

type Said<S extends ToPage['say']> = Extract<ToPage, { readonly say: S }>

const gone: Said<'state'>['state'] = {
  state: 'failed',
  text: 'The dashboard was closed: nothing is saved now. Open it again where it was.',
  problems: [],
}

/** What the dashboard says beside the draft, which stays when another draft comes. */
type Beside = Pick<Editing, 'stock' | 'person'>

const nothingBeside: Beside = { stock: { images: [], milestones: [] }, person: undefined }

const editingOf = ({ guide, step, look, audience }: Said<'draft'>, beside: Beside): Editing => ({
  ...{ guide, look, audience, ...beside },
  ...{ node: undefined, task: undefined, found: undefined, broken: undefined, notes: [] },
  step: Math.min(step, Math.max(0, guide.steps.length - 1)),
  search: '',
  mode: 'edit',
  state: { state: 'saved', text: 'Nothing changed yet', problems: [] },
  unloaded: new Map(),
  folded: false,
  side: undefined,
})

/** Hears what the author does, as the dashboard is to know it. */
const onDoing = (editor: Editor, tell: (said: FromPage) => void): void => {
  let shown = editor.now
  editor.onChange((now) => {
    if (now.guide !== shown.guide) tell({ say: 'changed', guide: now.guide, step: now.step })
    else if (now.step !== shown.step) tell({ say: 'at', step: now.step })
    shown = now
  })
}

export const createSession = (link: PageLink, heard: SessionListener): Session => {
  let port: MessagePort | undefined
  let editor: Editor | undefined
  let workshop: Workshop | undefined
  let beside = nothingBeside
  /** Something was written that no dashboard has heard of. */
  let unsent = false
  const say = (said: FromPage): void => port?.postMessage(said)

  const end = (): void => {
    workshop?.close()
    workshop = undefined
    editor = undefined
    port?.close()
    port = undefined
  }
  const leave = (): void => {
    say({ say: 'end' })
    end()
    heard.onLeft()
  }
  const begin = (draft: Said<'draft'>): void => {
    const { guide } = draft
    if (editor?.now.guide.id === guide.id && unsent) {
      // The dashboard was away: what was written here meanwhile is newer.
      unsent = false
      say({ say: 'changed', guide: editor.now.guide, step: editor.now.step })
      return
    }
    if (JSON.stringify(editor?.now.guide) === JSON.stringify(guide)) return
    workshop?.close()
    editor = createEditor(editingOf(draft, beside))
    onDoing(editor, (said) => {
      if (said.say === 'changed') unsent = port === undefined
      say(said)
    })
    workshop = openWorkshop(editor, link, { save: () => say({ say: 'save' }), end: leave })
  }
  const put = (next: Partial<Beside>): void => {
    beside = { ...beside, ...next }
    editor?.set(next)
  }
  const hear = ({ data }: MessageEvent<ToPage>): void => {
    if (data.say === 'draft') begin(data)
    if (data.say === 'state') editor?.set({ state: data.state })
    if (data.say === 'stock') put({ stock: data.stock })
    if (data.say === 'person') put({ person: data.person })
    if (data.say === 'end') {
      end()
      heard.onLeft()
    }
  }
  return {
    end,
    keepUnsent: () => {
      unsent = editor !== undefined
    },
    talkOver: (next) => {
      port?.close()
      port = next
      next.onmessage = hear
      next.addEventListener('close', () => {
        if (port !== next) return
        port = undefined
        editor?.set({ state: gone })
        heard.onGone()
      })
      next.start()
      say({ say: 'ready', url: location.href })
    },
  }
}
