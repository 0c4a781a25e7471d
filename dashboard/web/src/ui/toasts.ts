import { signal } from '@preact/signals'

export interface Toast {
  readonly id: number
  readonly text: string
  /** Takes it back; offered for 10 s. */
  readonly undo?: () => void
}

/** What the app says in passing, newest last. */
export const toasts = signal<readonly Toast[]>([])

/** How many dialogs are open: all behind them is out of reach, for the pointer and for screen readers. */
export const dialogsOpen = signal(0)

let made = 0
const timers = new Map<number, ReturnType<typeof setTimeout>>()

const lifeMs = (toast: Toast): number => (toast.undo ? 10_000 : 5000)

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

/** Says something in passing; with `undo` where it can be taken back. */
export const say = (text: string, undo?: () => void): void => {
  const toast: Toast = { id: ++made, text, ...(undo ? { undo } : {}) }
  toasts.value = [...toasts.value.slice(-2), toast]
  resumeToast(toast)
}

/** Says how something went: what went wrong before it is not said beside it any more; what can be taken back stays. */
export const sayInstead = (text: string, undo?: () => void): void => {
  for (const { id, undo: can } of toasts.peek()) if (!can) dropToast(id)
  say(text, undo)
}

/** Takes back the newest thing that can be. */
export const undoLast = (): void => {
  const toast = toasts.value.findLast((one) => one.undo)
  if (!toast) return
  dropToast(toast.id)
  toast.undo?.()
}
