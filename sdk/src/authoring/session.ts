import type { FromPage, ToPage } from '@waymark/schemas'
import type { LoadPart } from '../guide/kinds/shelf.ts'
import type { GuideHost } from '../guide-contract.ts'
import { createEditor, type Editor } from './editor.ts'
import { openWorkshop, type Workshop } from './workshop.tsx'

/** What the page and the SDK in it lend to authoring. */
export interface PageLink {
  readonly version: string
  readonly baseUrl: string
  readonly locale: () => string
  readonly onNavigate: GuideHost['onNavigate']
  readonly onTrack: GuideHost['onTrack']
  readonly loadPart: LoadPart
  readonly onError: (error: unknown) => void
}

/** One author at work in this page; survives the dashboard's window being loaded anew. */
export interface Session {
  /** Another port to the same dashboard. */
  talkOver(port: MessagePort): void
}

const gone: Extract<ToPage, { readonly say: 'state' }>['state'] = {
  state: 'failed',
  text: 'The dashboard was closed: nothing is saved now. Open it again where it was.',
  problems: [],
}

export const createSession = (link: PageLink, onGone: () => void): Session => {
  let port: MessagePort | undefined
  let editor: Editor | undefined
  let workshop: Workshop | undefined
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
  const begin = (draft: Extract<ToPage, { readonly say: 'draft' }>): void => {
    const { guide, step, look, audience } = draft
    if (editor?.now.guide.id === guide.id && unsent) {
      // The dashboard was away: what was written here meanwhile is newer.
      unsent = false
      say({ say: 'changed', guide: editor.now.guide, step: editor.now.step })
      return
    }
    if (JSON.stringify(editor?.now.guide) === JSON.stringify(guide)) return
    workshop?.close()
    const made = createEditor({
      ...{ guide, look, audience, node: undefined, mode: 'edit', found: undefined, notes: [] },
      step: Math.min(step, Math.max(0, guide.steps.length - 1)),
      state: { state: 'saved', text: 'Nothing changed yet', problems: [] },
      folded: false,
      side: 'right',
    })
    let shown = made.now
    made.onChange((now) => {
      if (now.guide !== shown.guide) {
        unsent = port === undefined
        say({ say: 'changed', guide: now.guide, step: now.step })
      }
      if (now.guide === shown.guide && now.step !== shown.step) say({ say: 'at', step: now.step })
      shown = now
    })
    editor = made
    workshop = openWorkshop(made, link, {
      save: () => say({ say: 'save' }),
      end: () => {
        say({ say: 'end' })
        end()
      },
    })
  }
  const hear = ({ data }: MessageEvent<ToPage>): void => {
    if (data.say === 'draft') begin(data)
    if (data.say === 'state') editor?.set({ state: data.state })
    if (data.say === 'end') end()
  }
  return {
    talkOver: (next) => {
      port?.close()
      port = next
      next.onmessage = hear
      next.addEventListener('close', () => {
        if (port !== next) return
        port = undefined
        editor?.set({ state: gone })
        onGone()
      })
      next.start()
      say({ say: 'ready', url: location.href })
    },
  }
}
