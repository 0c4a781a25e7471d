import type { Action, ContentNode } from '@waymark/schemas'
import type { ComponentChild } from 'preact'
import { actionsOf } from '../../render/check-content.ts'
import { type Drawing, drawButtons, drawContent } from '../../render/content.tsx'
import { directionOf } from '../../render/text.ts'
import { ownWords } from '../../render/words.ts'
import type { StepView } from '../kind.ts'

const titleId = 'title'

/** The tooltip's card for one step. Has no state: drawn again for every step. */
export const drawCard = (
  view: StepView,
  drawing: Omit<Drawing, 'title' | keyof Pick<StepView, 'locale' | 'values' | 'baseUrl'>>,
  close: () => void,
): ComponentChild => {
  const { step, locale } = view
  const title = step.content.find((node) => 'heading' in node)
  const whole: Drawing = { ...view, ...drawing, title: { node: title, id: titleId } }
  const { dir, lang } = directionOf(textsOf(step.content), locale)
  const words = ownWords(lang ?? locale)
  const body = drawContent(step.content, whole)
  const buttons = [...ownButtons(view, whole), ...drawButtons(step.content, whole)]
  return (
    <>
      {step.spotlight && <div class="spot" />}
      <div
        class="card"
        role="dialog"
        aria-labelledby={title && titleId}
        aria-label={title ? undefined : words.guide}
        dir={dir}
        lang={lang}
      >
        <div class="arrow" />
        <div class="body">{body}</div>
        {(buttons.length > 0 || view.content.steps.length > 1) && (
          <div class="foot">
            {drawProgress(view, words.step)}
            {buttons}
          </div>
        )}
        <button
          type="button"
          class="quiet close"
          aria-label={words.close}
          {...drawing.control(close)}
        >
          <svg viewBox="0 0 12 12" fill="none" stroke="currentColor" aria-hidden="true">
            <path d="M1.5 1.5l9 9m0-9l-9 9" stroke-width="1.6" stroke-linecap="round" />
          </svg>
        </button>
      </div>
      <div class="unseen" role="status" aria-live="polite" dir={dir} lang={lang} />
    </>
  )
}

const drawProgress = (
  { content, index }: StepView,
  label: (at: number, of: number) => string,
): ComponentChild =>
  content.steps.length > 1 && (
    <span class="progress" role="img" aria-label={label(index + 1, content.steps.length)}>
      {content.steps.map((_step, at) => (
        <i class={at < index ? 'passed' : at === index ? 'here' : ''} />
      ))}
    </span>
  )

/** Where an author gave no way on or back, a guide of several steps has its own. */
const ownButtons = (
  { content, step, index, locale }: StepView,
  drawing: Drawing,
): ComponentChild[] => {
  if (content.steps.length < 2) return []
  const words = ownWords(directionOf(textsOf(step.content), locale).lang ?? locale)
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

const textsOf = (nodes: readonly ContentNode[]) =>
  nodes.flatMap((node) => {
    if ('heading' in node) return [node.heading]
    if ('text' in node) {
      return Array.isArray(node.text) ? node.text.map((run) => run.text) : [node.text]
    }
    return 'button' in node ? [node.button.label] : []
  })
