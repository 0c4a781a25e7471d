import type { Card, StepView } from '../kinds/kind.ts'
import { graceMs } from './seek-target.ts'
import type { Choice } from './targets/choose.ts'
import type { Wanted } from './targets/wanted.ts'

/** Keeps a card at the target of its step: there while it can be seen, out of sight while it cannot. */
export interface Anchor {
  /** What the search found now. */
  hold(choice: Choice<Element>): void
  /** The page moved: can the target still be seen? */
  check(): void
  /** Another step, another target. */
  letGo(): void
  readonly target: Element | undefined
}

export interface AnchorListener {
  card(): Card
  view(): StepView | undefined
  wanted(): Wanted | undefined
  /** Drawn at another element than before. */
  onShown(score: number): void
  /** The target was away for too long, or (what was found last is there) the page takes the card out again and again. */
  onLost(last: Choice<Element>): void
}

/** A page may draw a dialog anew, with a card in it; one that takes out all that it does not know never ends. */
const mostTaken = 5
const takenWithinMs = 2000

export const createAnchor = (listener: AnchorListener): Anchor => {
  const { card } = listener
  let target: Element | undefined
  let last: Choice<Element> | undefined
  let grace: ReturnType<typeof setTimeout> | undefined
  let isUp = false
  let taken = 0
  let since = 0

  const hide = (): void => {
    isUp = false
    card().hide()
  }
  const stopWaiting = (): void => {
    clearTimeout(grace)
    grace = undefined
  }
  const show = (found: Element, score: number): void => {
    if (found === target && card().isVisible) {
      card().unhide()
      return
    }
    const view = listener.view()
    if (!view) return
    if (performance.now() - since > takenWithinMs) {
      since = performance.now()
      taken = 0
    }
    if (last && isUp && !card().isVisible && ++taken > mostTaken) {
      listener.onLost(last)
      return
    }
    target = found
    isUp = true
    card().show(view, found)
    listener.onShown(score)
  }
  return {
    hold: (choice) => {
      last = choice
      if (choice.found) stopWaiting()
      if (choice.found && choice.sight === 'seen') show(choice.found, choice.score)
      else hide()
      if (!choice.found) grace ??= setTimeout(() => last && listener.onLost(last), graceMs)
    },
    check: () => {
      if (!target) return
      if (listener.wanted()?.sightOf(target) !== 'seen') hide()
      else if (last?.found === target && !card().isVisible) card().unhide()
    },
    letGo: () => {
      stopWaiting()
      target = undefined
      isUp = false
    },
    get target() {
      return target
    },
  }
}
