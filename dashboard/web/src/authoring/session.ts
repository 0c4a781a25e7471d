import { type Signal, signal } from '@preact/signals'
import { RequestFailed } from '../api/request.ts'
import type { AuthoringDeps } from './authoring-deps.ts'
import type { Begin, Chosen, Shown } from './shown.ts'
import { createSitting, type Sitting } from './sitting.ts'

/* Of `schemas`; a local copy keeps its checkers out of the app. */
const windowName = 'waymark:authoring' satisfies typeof import('@waymark/schemas').authoringWindow

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
  /** Previews are for this person from now on; undefined: for nobody in particular. */
  previewAs(chosen: Chosen | undefined): Promise<void>
  /** Whether the page is told what the guide names since; until then it shows the fall-back texts. */
  answerAsked(is: 'shown' | 'kept'): void
  /** Opens the page once more, to be reached by a code. To be called while a press of a button lasts. */
  useCode(): Promise<void>
  end(): void
}

export const createAuthoring = (deps: AuthoringDeps): Authoring => {
  const shown = signal<Shown | undefined>(undefined)
  let sitting: Sitting | undefined
  const end = (): void => {
    sitting?.stop()
    sitting = undefined
    shown.value = undefined
  }
  const saveNow = async (): Promise<boolean> => (sitting ? sitting.saveNow() : true)
  /** What the server refuses is said, and changes nothing. */
  const orSay = async (work: Promise<void> | undefined): Promise<void> => {
    try {
      await work
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      deps.say(error.message)
    }
  }
  return {
    shown,
    begin: (begin) => {
      end()
      const page = window.open(begin.url, windowName)
      if (!page) return false
      shown.value = {
        ...{ env: begin.env, guide: begin.guide, url: begin.url, version: begin.version },
        ...{
          page: 'opening',
          code: undefined,
          byCode: false,
          theirs: undefined,
          person: undefined,
        },
        asked: undefined,
        draft: { state: 'saved', text: 'Nothing changed yet', problems: [] },
      }
      sitting = createSitting(begin, page, { ...deps, shown, end })
      return true
    },
    saveNow,
    published: (guide, version) => sitting?.published(guide, version),
    resolve: (whose) => sitting?.resolve(whose),
    previewAs: (chosen) => orSay(sitting?.previewAs(chosen)),
    answerAsked: (is) => sitting?.answerAsked(is),
    useCode: () => orSay(sitting?.useCode()),
    end,
  }
}
