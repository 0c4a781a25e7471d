import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { GuideStep } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import { postsOf } from '../../guide/kinds/feed/posts.ts'
import type { Card, StepView } from '../../guide/kinds/kind.ts'
import { focusedElement } from '../../guide/kinds/kit.ts'
import { isLaunched, type Launcher } from '../document/launched.ts'
import { drawnDate } from '../document/posts.ts'
import { drawnStep, drawnText } from './drawn-draft.ts'
import { type Field, fieldsIn, fieldsInPost, labelIn } from './writing.ts'

/** What leads to a guide is drawn although nobody is shown that guide yet. */
const startsIn = ({ launcher, items = [] }: StepView['content']): readonly Decision[] =>
  [launcher?.start, ...items.map(({ action }) => ('start' in action ? action.start : undefined))]
    .filter((start) => start !== undefined)
    .map((guide) => ({ guide }) as Decision)

/** A launcher opens something, even where its author has not said what yet. */
const drawnLauncher = (launcher: Launcher, type: GuideDraft['type']): Launcher => ({
  ...launcher,
  label: drawnText(launcher.label),
  ...(type === 'launcher' && { start: launcher.start || 'some-guide' }),
})

/** A button, and what it opens: all of it at once, every post and every link, with no day to wait for. */
export const launchedView = (view: StepView, guide: GuideDraft): StepView => {
  const now = new Date()
  const steps = view.content.steps.map((step) => ({
    ...drawnStep(guide, step),
    ...(guide.type === 'feed' && { date: drawnDate(step.date, now) }),
  }))
  const { launcher } = view.content
  const content = {
    ...view.content,
    steps,
    ...(launcher && { launcher: drawnLauncher(launcher, guide.type) }),
  }
  return { ...view, content, step: steps[0] ?? view.step, index: 0, decisions: startsIn(content) }
}

/** Opens what folds, and leaves the focus where the author has it. */
export const unfoldQuietly = (card: Card): void => {
  const focused = focusedElement()
  card.unfold?.()
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
}

/** The post that is written, in sight. */
const postIn = (root: ShadowRoot, view: StepView, index: number): Element | undefined => {
  const step = view.content.steps[index]
  const place = postsOf(view, Date.now()).findIndex((post) => post.step === step)
  const post = root.querySelectorAll('.posts>.post')[place]
  post?.scrollIntoView({ block: 'nearest' })
  return post
}

/** The texts of a drawn card that its author can write in. */
export const fieldsInCard = (
  root: ShadowRoot,
  {
    guide,
    view,
    step,
    index,
  }: {
    readonly guide: GuideDraft
    readonly view: StepView
    readonly step: GuideStep
    readonly index: number
  },
): readonly Field[] => {
  if (guide.type === 'feed') {
    const post = postIn(root, view, index)
    return [...labelIn(root), ...(post ? fieldsInPost(post, step) : [])]
  }
  const surface = root.querySelector('.surface')
  return isLaunched(guide) && step.content.length === 0
    ? labelIn(root)
    : surface
      ? fieldsIn(surface, step)
      : []
}
