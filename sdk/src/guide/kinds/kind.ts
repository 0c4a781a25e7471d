import type { Action, GuideContent, GuideStep } from '@waymark/schemas'

/** What a step looks like to the kind that draws it. */
export interface StepView {
  readonly content: GuideContent
  readonly step: GuideStep
  readonly index: number
  /** Personal values for `{{tokens}}`. */
  readonly values: { readonly [token: string]: string }
  readonly locale: string
  readonly baseUrl: string
}

/** What a person did in the card. */
export interface CardListener {
  onActions(actions: readonly Action[], label: string): void
  onClose(by: 'close' | 'escape'): void
  /** The page moved under the card: it asks whether the target can still be seen. */
  onMoved(): void
  onError(error: unknown): void
}

/** A guide on the screen. */
export interface Card {
  /** Draws the step at its target. */
  show(view: StepView, target: Element): void
  /** Out of sight, focus given back; `show` or `unhide` brings it again. */
  hide(): void
  /** Puts it where it belongs again, after `hide` or when the page's layers changed. */
  unhide(): void
  readonly isVisible: boolean
  /** Calls once at least half of the card has been visible for a second. */
  whenSeen(fn: () => void): () => void
  close(): void
}

/** Draws guides of one kind. A new kind is a folder beside this file, and a line in `kinds.ts`. */
export type GuideKind = (listener: CardListener) => Card
