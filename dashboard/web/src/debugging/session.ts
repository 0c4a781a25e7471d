import type { Signal } from '@preact/signals'
import type { AuthoringDeps } from '../authoring/authoring-deps.ts'
import { createOneWindow, orSay } from '../opened-page/one-window.ts'
import { justOpened } from '../opened-page/opened.ts'
import { purposes } from '../opened-page/purposes.ts'
import { createLook, type Look } from './look.ts'
import type { BeginLook, Looked } from './looked.ts'

/** The one window that is debugged now. */
export interface Debugging {
  readonly shown: Signal<Looked | undefined>
  /** False where the browser would not open a window. To be called while a press of a button lasts. */
  begin(begin: BeginLook): boolean
  /** Whether the page is told of whom it is identified as now. */
  answer(is: 'told' | 'kept'): void
  /** Opens the page once more, to be reached by a code. To be called while a press of a button lasts. */
  useCode(): Promise<void>
  /** Opens the page again where its window was closed. To be called while a press of a button lasts. */
  openAgain(): void
  end(): void
}

export const createDebugging = (deps: Pick<AuthoringDeps, 'request' | 'say'>): Debugging => {
  const { shown, live, begin, end } = createOneWindow<BeginLook, Looked, Look>({
    windowName: purposes.inspect.window,
    shownAt: (begun) => ({ ...begun, ...justOpened, who: undefined, problem: undefined }),
    start: (begun, page, own) =>
      createLook(begun, page, { ...deps, shown: own.shown, end: own.end }),
  })
  return {
    ...{ shown, begin, end },
    answer: (is) => live()?.answer(is),
    useCode: () => orSay(live()?.useCode(), deps.say),
    openAgain: () => live()?.openAgain(),
  }
}
