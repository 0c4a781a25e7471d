import { type Signal, signal } from '@preact/signals'
import { RequestFailed } from '../api/request.ts'

interface OneWindowDeps<Begin, Shown, Live> {
  /** The SDK in it looks for this. */
  readonly windowName: string
  readonly shownAt: (begin: Begin) => Shown
  readonly start: (begin: Begin, page: Window, own: OneWindow<Begin, Shown, Live>) => Live
}

/** The one window that something is done in now, from its opening to its end. */
export interface OneWindow<Begin, Shown, Live> {
  readonly shown: Signal<Shown | undefined>
  readonly live: () => Live | undefined
  /** False where the browser would not open a window. To be called while a press of a button lasts. */
  readonly begin: (begin: Begin) => boolean
  readonly end: () => void
}

/** Whatever was done in the window before ends when something begins in it. */
export const createOneWindow = <
  Begin extends { readonly url: string },
  Shown,
  Live extends { stop(): void },
>({
  windowName,
  shownAt,
  start,
}: OneWindowDeps<Begin, Shown, Live>): OneWindow<Begin, Shown, Live> => {
  const shown = signal<Shown | undefined>(undefined)
  let live: Live | undefined
  const end = (): void => {
    live?.stop()
    live = undefined
    shown.value = undefined
  }
  const own: OneWindow<Begin, Shown, Live> = {
    shown,
    live: () => live,
    begin: (begin) => {
      end()
      const page = window.open(begin.url, windowName)
      if (!page) return false
      shown.value = shownAt(begin)
      live = start(begin, page, own)
      return true
    },
    end,
  }
  return own
}

/** What the server refuses is said, and changes nothing. */
export const orSay = async (
  work: Promise<void> | undefined,
  say: (text: string) => void,
): Promise<void> => {
  try {
    await work
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error
    say(error.message)
  }
}
