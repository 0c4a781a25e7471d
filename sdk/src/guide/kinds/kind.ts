import type {
  Action,
  Answers,
  Branch,
  ContentNode,
  GuideContent,
  GuideStep,
  GuideType,
  Look,
  Target,
} from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import type { ComponentChild } from 'preact'
import type { Drawing } from '../render/content.tsx'

/** What is drawn: a tour is drawn as its steps are. */
export type CardKind = Exclude<GuideType, 'tour'>

/** What a step looks like to the kind that draws it. */
export interface StepView {
  readonly content: GuideContent
  readonly step: GuideStep
  readonly index: number
  /** The person came from no other step. */
  readonly isFirst?: boolean
  /** Personal values for `{{tokens}}`. */
  readonly values: { readonly [token: string]: string }
  readonly locale: string
  readonly baseUrl: string
  /** What was answered in earlier steps, or before this page. */
  readonly answers: Answers
  /** Ids of the milestones that the server says are reached. */
  readonly reached: ReadonlySet<string>
  /** What the server says that this person may see now. */
  readonly decisions: readonly Decision[]
}

/** What conditions of branches read. */
export interface BranchPage {
  readonly answers: Answers
  readonly isOnPage: (url: string | readonly string[]) => boolean
  readonly isThere: (target: Target) => boolean
}

/** What few guides have: fields, videos, columns, branches, a look of their own. */
export interface More {
  readonly styles: string
  /** Does the condition of a branch hold? */
  holds(when: Branch['when'], page: BranchPage): boolean
  /** Gives the surface the colours, corners and letters of the look, and its parts the CSS. */
  paint(surface: HTMLElement, look: Look): void
  /** Undefined: not one of these. */
  draw(node: ContentNode, drawing: Drawing): ComponentChild
  /** What has been entered or chosen, by the id of the input or question. */
  answersIn(surface: Element): Answers
  /** Is all that is required there, and of the right form? */
  areAnswersFit(surface: Element): boolean
}

/** What a person did in the card. */
export interface CardListener {
  /** There when the guide has nodes of that sort. */
  readonly more: More | undefined
  onActions(actions: readonly Action[], label: string, answers: Answers): void
  onClose(by: 'close' | 'escape'): void
  /** Something was answered, though no button was pressed. */
  onAnswers(given: Answers): void
  /** The person opened what had been folded (other guides make room), or folded it again. */
  onOpened(isOpen: boolean): void
  /** To be known when it is drawn again, also on the next page; not recorded. */
  onNote(note: Answers): void
  /** The page moved under the card: it asks whether the target can still be seen. */
  onMoved(): void
  onError(error: unknown): void
}

/** A guide on the screen. */
export interface Card {
  /** Draws the step at its target; for a card that stands in the page, the target is its root element. */
  show(view: StepView, target: Element): void
  /** Out of sight, focus given back; `show` or `unhide` brings it again. */
  hide(): void
  /** Puts it where it belongs again, after `hide` or when the page's layers changed. */
  unhide(): void
  readonly isVisible: boolean
  /** Calls once at least half of the card has been visible for a second. */
  whenSeen(fn: () => void): () => void
  /** Something else was asked for: what can be folded away, is. */
  fold?(): void
  /** It was asked for itself: what is folded away, unfolds. */
  unfold?(): void
  /** Puts the focus into it, for whoever opened it by keyboard. */
  focus?(): void
  close(): void
}

/** Draws guides of one kind. A new kind is a folder beside this file, and a line in `kinds.ts`. */
export interface GuideKind {
  create(listener: CardListener): Card
  /** Calls when its appearing would interrupt nobody; what it returns stops waiting. Absent: it never does. */
  whenCalm?(fn: () => void): () => void
}
