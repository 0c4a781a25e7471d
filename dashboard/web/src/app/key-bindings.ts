import { signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { keep, kept } from './kept.ts'

/** A key, or two in a row (`g i`), and what it does. The table that binds them is the table that `?` shows. */
export interface KeyBinding {
  readonly keys: string
  readonly does: string
  readonly group: string
  readonly run: () => void
}

const bound = signal<readonly KeyBinding[]>([])

/** What is bound now: the app's keys and those of the page on screen. */
export const keyBindings = bound

/** Single keys can be switched off: they get in the way of speech input. */
export const singleKeys = signal(kept('keys') !== 'off')

export const setSingleKeys = (on: boolean): void => {
  singleKeys.value = on
  keep('keys', on ? undefined : 'off')
}

/** Binds keys while the caller is on screen. */
export const useKeys = (bindings: readonly KeyBinding[]): void => {
  const latest = useRef(bindings)
  latest.current = bindings
  const names = bindings.map((binding) => binding.keys).join('|')
  useLayoutEffect(() => {
    const own = latest.current.map((binding, at) => ({
      ...binding,
      run: () => latest.current[at]?.run(),
    }))
    bound.value = [...bound.peek(), ...own]
    return () => {
      bound.value = bound.peek().filter((binding) => !own.includes(binding))
    }
  }, [names])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select'))

const isCovered = (): boolean =>
  document.querySelector('dialog[open], [popover]:popover-open') !== null

const sequenceMs = 1200

const run = (event: KeyboardEvent, keys: string): boolean => {
  const binding = bound.peek().findLast((one) => one.keys === keys)
  if (!binding) return false
  event.preventDefault()
  binding.run()
  return true
}

/** Whether a key pressed without modifiers is meant for the app, and not for what has the focus. */
const isForUs = (event: KeyboardEvent): boolean =>
  singleKeys.peek() && event.key.length === 1 && !isTyping(event.target) && !isCovered()

const beginsSequence = (key: string): boolean =>
  bound.peek().some((one) => one.keys.startsWith(`${key} `))

/** Listens for the bound keys until the returned function is called. */
export const listenForKeys = (): (() => void) => {
  let before = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const remember = (key: string): void => {
    clearTimeout(timer)
    before = key
    timer = setTimeout(() => {
      before = ''
    }, sequenceMs)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey) return
    if (event.metaKey || event.ctrlKey) {
      run(event, `mod+${event.key.toLowerCase()}`)
      return
    }
    if (!isForUs(event)) return
    const sequence = before ? `${before} ${event.key}` : event.key
    remember('')
    const done = run(event, sequence)
    if (!done && sequence === event.key && beginsSequence(event.key)) remember(event.key)
  }
  addEventListener('keydown', press)
  return () => {
    removeEventListener('keydown', press)
    clearTimeout(timer)
  }
}
