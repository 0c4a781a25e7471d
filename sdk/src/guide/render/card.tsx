import type { Action, ContentNode } from '@waymark/schemas/wire/content'
import type { ComponentChild } from 'preact'
import { bare } from '../../core/bare.ts'
import type { StepView } from '../kinds/kind.ts'
import { actionsOf } from './check-content.ts'
import { type Drawing, drawButtons, drawContent } from './content.tsx'
import { directionOf, localTextsIn, textFor } from './text.ts'
import { type OwnWords, ownWords } from './words.ts'

/** What a card is beside its content. */
export interface CardShape {
  /** `none`: what it lies on has the role, and its name. */
  readonly role: 'dialog' | 'region' | 'none'
  /** Beside the content, in the card: an arrow. */
  readonly extra?: ComponentChild
  /** For styles: where it stands, how it looks. */
  readonly data?: { readonly [name: `data-${string}`]: string | undefined }
  /** `false`: nothing but what its author gave it closes it. */
  readonly closes?: false
  /** `false`: it has no way back; all is recorded by then. */
  readonly leadsBack?: false
  /** A guide of one step has a button all the same: what is entered has to be sent. */
  readonly sends?: true
  /** Between the content and the buttons. */
  readonly after?: (controls: Controls) => ComponentChild
}

export type Controls = Pick<Drawing, 'control' | 'onActions' | 'drawOwn'>

const titleId = 'title'

/** A card for one step. Has no state: drawn again for every step. */
export const drawCard = (
  view: StepView,
  controls: Controls,
  { shape: given, close }: { readonly shape: CardShape; readonly close: () => void },
): ComponentChild => {
  const { step, index, locale } = view
  // A page's `Object.prototype.after` draws nothing.
  const shape = bare(given)
  const title = step.content.find((node) => 'heading' in node)
  const drawing: Drawing = {
    ...view,
    ...controls,
    title: { node: title, id: titleId },
  }
  const { dir, lang } = directionOf(localTextsIn(step.content), locale)
  const words = ownWords(lang ?? locale)
  const buttons = [
    ...ownButtons(view, drawing, { ...shape, words }),
    ...drawButtons(step.content, drawing),
  ]
  const [first = ''] = localTextsIn(step.content)
  const name = title
    ? { 'aria-labelledby': titleId }
    : { 'aria-label': textFor(first, view) || words.guide }
  return (
    <>
      <div
        class="card"
        tabIndex={-1}
        {...(shape.role === 'none' ? {} : { role: shape.role, ...name })}
        dir={dir}
        lang={lang}
        {...shape.data}
      >
        {shape.extra}
        <div class="body" key={index}>
          {drawContent(step.content, drawing)}
          {shape.after?.(controls)}
        </div>
        {(buttons.length > 0 || hasDots(view)) && (
          // What had the focus goes with its step: what takes its place may be the way back.
          <div class="foot" key={`foot ${index}`}>
            {hasDots(view) && drawDots(view, words.step)}
            {buttons}
          </div>
        )}
        {shape.closes !== false && (
          <button
            type="button"
            class="quiet close"
            aria-label={words.close}
            {...controls.control(close)}
          >
            <svg viewBox="0 0 12 12" fill="none" stroke="currentColor" aria-hidden="true">
              <path d="M1.5 1.5l9 9m0-9l-9 9" stroke-width="1.6" stroke-linecap="round" />
            </svg>
          </button>
        )}
      </div>
      <div class="unseen" role="status" aria-live="polite" dir={dir} lang={lang} />
    </>
  )
}

const hasDots = ({ content, step }: StepView): boolean =>
  content.steps.length > 1 && !step.content.some((node) => 'progress' in node)

const drawDots = (
  { content, index }: StepView,
  label: (at: number, of: number) => string,
): ComponentChild => (
  <span class="dots" role="img" aria-label={label(index + 1, content.steps.length)}>
    {content.steps.map((_step, at) => (
      <i class={at < index ? 'passed' : at === index ? 'here' : ''} />
    ))}
  </span>
)

/** Where an author gave no way on or back, a guide of several steps has its own. */
const ownButtons = (
  { content, step, index, isFirst }: StepView,
  drawing: Drawing,
  { leadsBack, sends, words }: CardShape & { readonly words: OwnWords },
): ComponentChild[] => {
  if (content.steps.length < 2 && !sends) return []
  const last = index === content.steps.length - 1
  const button = (look: string, label: string, action: Action): ComponentChild => (
    <button
      type="button"
      class={look}
      {...drawing.control(() => drawing.onActions([action], Object.keys(action).join()))}
    >
      {label}
    </button>
  )
  return [
    index > 0 &&
      !isFirst &&
      leadsBack !== false &&
      !has(step.content, ['back', 'goto']) &&
      button('quiet', words.back, { back: true }),
    !step.advance &&
      !has(step.content, ['next', 'goto', 'complete', 'dismiss']) &&
      button('primary', last ? words.done : words.next, { next: true }),
  ].filter(Boolean)
}

const has = (nodes: readonly ContentNode[], kinds: readonly string[]): boolean =>
  nodes.some(
    (node) =>
      'button' in node &&
      actionsOf(node.button.action).some((action) => kinds.some((kind) => kind in action)),
  )
