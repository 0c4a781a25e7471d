import { useSignal } from '@preact/signals'

export interface Once {
  /** It has begun and not ended yet. Say it by `aria-disabled`: a button that is `disabled` meanwhile loses the focus. */
  readonly busy: boolean
  readonly run: () => void
}

/** What is done once, however often its button is pressed: it does not begin again before it has ended. */
export const useOnce = (work: () => void | Promise<unknown>): Once => {
  const busy = useSignal(false)
  const run = async (): Promise<void> => {
    if (busy.peek()) return
    busy.value = true
    try {
      await work()
    } finally {
      busy.value = false
    }
  }
  return { busy: busy.value, run: () => void run() }
}
