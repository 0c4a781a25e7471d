import type { Signal } from '@preact/signals'
import { createOneWindow, orSay } from '../opened-page/one-window.ts'
import { justOpened } from '../opened-page/opened.ts'
import { purposes } from '../opened-page/purposes.ts'
import type { AuthoringDeps } from './authoring-deps.ts'
import type { Begin, Chosen, Shown } from './shown.ts'
import { createSitting, type Sitting } from './sitting.ts'

/** The one guide that is written in the page now; this window holds its draft, and all that may change it. */
export interface Authoring {
  readonly shown: Signal<Shown | undefined>
  /** False where the browser would not open a window. To be called while a press of a button lasts. */
  begin(begin: Begin): boolean
  saveNow(): Promise<boolean>
  /** Saves and ends; what could not be saved keeps it open. */
  finish(): Promise<void>
  /** The draft is in force: what is written from now on is another one, which begins from there. */
  published(guide: string, version: number): void
  /** After somebody else wrote: goes on from theirs, or writes over it; where theirs is gone, keeps this as a new draft. */
  resolve(whose: 'theirs' | 'mine'): Promise<void>
  /** Previews are for this person from now on; undefined: for nobody in particular. */
  previewAs(chosen: Chosen | undefined): Promise<void>
  /** Whether the page is told what the guide names since; until then it shows the fall-back texts. */
  answerAsked(is: 'shown' | 'kept'): void
  /** Opens the page once more, to be reached by a code. To be called while a press of a button lasts. */
  useCode(): Promise<void>
  /** Opens the page again where its window was closed. To be called while a press of a button lasts. */
  openAgain(): void
  /** Ends at once: what is not saved is gone. */
  end(): void
}

const shownAt = ({ env, guide, url, version }: Begin): Shown => ({
  ...{ env, guide, url, version, ...justOpened },
  ...{ unkept: false, theirs: undefined, person: undefined, asked: undefined },
  draft: { state: 'saved', text: 'Nothing changed yet', problems: [] },
})

export const createAuthoring = (deps: AuthoringDeps): Authoring => {
  const { shown, live, begin, end } = createOneWindow<Begin, Shown, Sitting>({
    windowName: purposes.authoring.window,
    shownAt,
    start: (begun, page, own) =>
      createSitting(begun, page, { ...deps, shown: own.shown, end: own.end }),
  })
  return {
    ...{ shown, begin, end },
    saveNow: async () => live()?.saveNow() ?? true,
    finish: async () => live()?.finish(),
    published: (guide, version) => live()?.published(guide, version),
    resolve: (whose) => orSay(live()?.resolve(whose), deps.say),
    previewAs: (chosen) => orSay(live()?.previewAs(chosen), deps.say),
    answerAsked: (is) => live()?.answerAsked(is),
    useCode: () => orSay(live()?.useCode(), deps.say),
    openAgain: () => live()?.openAgain(),
  }
}
