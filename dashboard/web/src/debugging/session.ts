import { type Signal, signal } from '@preact/signals'
import type { AuthoringDeps } from '../authoring/authoring-deps.ts'
import { createLook, type Look } from './look.ts'
import type { BeginLook, Looked } from './looked.ts'

/* Of `schemas`; a local copy keeps its checkers out of the app. */
const windowName = 'waymark:debug' satisfies typeof import('@waymark/schemas').debugWindow

/** The one window that is debugged now. */
export interface Debugging {
  readonly shown: Signal<Looked | undefined>
  /** False where the browser would not open a window. To be called while a press of a button lasts. */
  begin(begin: BeginLook): boolean
  /** Whether the page is told of whom it is identified as now. */
  answer(is: 'told' | 'kept'): void
  end(): void
}

export const createDebugging = (deps: Pick<AuthoringDeps, 'request'>): Debugging => {
  const shown = signal<Looked | undefined>(undefined)
  let look: Look | undefined
  const end = (): void => {
    look?.stop()
    look = undefined
    shown.value = undefined
  }
  return {
    shown,
    begin: (begin) => {
      end()
      const page = window.open(begin.url, windowName)
      if (!page) return false
      shown.value = { ...begin, page: 'opening', who: undefined, problem: undefined }
      look = createLook(begin, page, { ...deps, shown, end })
      return true
    },
    answer: (is) => look?.answer(is),
    end,
  }
}
