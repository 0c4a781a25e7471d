import { signal } from '@preact/signals'

export interface Toast {
  readonly id: number
  readonly text: string
  /** It tells what went wrong: nobody has to read it once something went well. */
  readonly failed?: true
  /** Takes it back; offered for 10 s. */
  readonly undo?: () => void
}

/** What the app says in passing, newest last. */
export const toasts = signal<readonly Toast[]>([])

/** How many dialogs are open: all behind them is out of reach, for the pointer and for screen readers. */
export const dialogsOpen = signal(0)

let made = 0
const timers = new Map<number, ReturnType<typeof setTimeout>>()

const longestMs = 10_000

/** A sentence stays as long as it takes to notice and to read it; what can be taken back stays longest. */
const lifeMs = ({ undo, text }: Toast): number =>
  undo ? longestMs : Math.min(longestMs, Math.max(5000, 90 * text.length))

/** Starts the countdown (again). */
export const resumeToast = (toast: Toast): void => {
  clearTimeout(timers.get(toast.id))
  timers.set(
    toast.id,
    setTimeout(() => dropToast(toast.id), lifeMs(toast)),
  )
}

/** Stops the countdown while somebody points at it. */
export const holdToast = (toast: Toast): void => clearTimeout(timers.get(toast.id))

export const dropToast = (id: number): void => {
  clearTimeout(timers.get(id))
  timers.delete(id)
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

/** What went wrong before is not said beside what went well since. */
export const unsayFailed = (): void => {
  for (const { id, failed } of toasts.peek()) if (failed) dropToast(id)
}

const show = (toast: Toast): (() => void) => {
  unsayFailed()
  toasts.value = [...toasts.peek().slice(-2), toast]
  resumeToast(toast)
  return () => dropToast(toast.id)
}

/** Says something in passing; with `undo` where it can be taken back. The answer unsays it. */
export const say = (text: string, undo?: () => void): (() => void) =>
  show({ id: ++made, text, ...(undo ? { undo } : {}) })

/** Says what went wrong, until something goes well or wrong again. */
export const sayFailed = (text: string): (() => void) => show({ id: ++made, text, failed: true })

/** Takes back the newest thing that can be. */
export const undoLast = (): void => {
  const toast = toasts.value.findLast((one) => one.undo)
  if (!toast) return
  dropToast(toast.id)
  toast.undo?.()
}
