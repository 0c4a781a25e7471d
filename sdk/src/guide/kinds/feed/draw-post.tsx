import type { ContentNode } from '@waymark/schemas/wire/content'
import type { ComponentChild } from 'preact'
import type { StepView } from '../kind.ts'
import { type Controls, type Drawing, drawButton, drawNode, textFor } from '../kit.ts'
import { dayOf, languageOf, type Post } from './posts.ts'
import { words } from './words.ts'

export interface PostState {
  /** It was unread when the feed was opened. */
  readonly isFresh: boolean
  readonly reaction: string | undefined
  readonly react: (reaction: string) => void
}

/** A post: its day, its content, what it leads to, and what may be answered. */
export const drawPost = (
  { id, step }: Post,
  { view, controls, state }: { view: StepView; controls: Controls; state: PostState },
): ComponentChild => {
  const drawing: Drawing = { ...view, ...controls, title: { node: undefined, id: '' } }
  const deeds = step.content.filter((node) => 'button' in node)
  const { date = '', reactions = [] } = step
  return (
    <li class="post" key={id}>
      <p class="when">
        {state.isFresh && <span class="fresh">{textFor(words.fresh, view)}</span>}
        <time dir="auto" dateTime={date}>
          {dayOf(date, languageOf(step.content, view))}
        </time>
      </p>
      {step.content.map((node) => drawPart(node, drawing))}
      {deeds.length > 0 && (
        <div class="deeds">{deeds.map(({ button }) => drawButton(button, drawing))}</div>
      )}
      {reactions.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would be seen.
        <div class="reactions" role="group" aria-label={textFor(words.react, view)}>
          {reactions.map((reaction) => (
            <button
              type="button"
              aria-pressed={state.reaction === reaction}
              {...controls.control(() => state.react(reaction))}
            >
              {reaction}
            </button>
          ))}
        </div>
      )}
    </li>
  )
}

/** A heading of a post stands below that of the panel. */
const drawPart = (node: ContentNode, drawing: Drawing): ComponentChild => {
  if ('button' in node) return null
  return 'heading' in node ? <h3>{textFor(node.heading, drawing)}</h3> : drawNode(node, drawing)
}
