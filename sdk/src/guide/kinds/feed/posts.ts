import type { GuideStep } from '@waymark/schemas'
import type { StepView } from '../kind.ts'

/** What was answered to a post that was only read. */
export const asRead = 'read'

/** Answers by post: `read`, or the reaction. */
export type Marks = { readonly [post: string]: string }

export interface Post {
  readonly id: string
  readonly step: GuideStep
  readonly at: number
}

/** The posts whose day has come, newest first. */
export const postsOf = ({ content }: StepView, now: number): readonly Post[] =>
  content.steps
    .map((step, index) => ({
      id: step.id ?? String(index + 1),
      step,
      at: Date.parse(step.date ?? '') || 0,
    }))
    .filter(({ at }) => at <= now)
    .sort((a, b) => b.at - a.at)

/** Read here, in this tab before, or on any device: the server says so. */
export const isRead = (view: StepView, marks: Marks, { id }: Post): boolean =>
  Object.hasOwn(marks, id) ||
  Object.hasOwn(view.answers, id) ||
  view.decisions.some(
    ({ guide, read }) => guide === view.content.guide && read?.includes(id) === true,
  )

/** The reader's reaction to a post, as far as this tab knows. */
export const reactionTo = (view: StepView, marks: Marks, { id }: Post): string | undefined => {
  const given = Object.hasOwn(marks, id) ? marks[id] : view.answers[id]
  return typeof given === 'string' && given !== asRead ? given : undefined
}

/** The day of a post in the reader's language; a day alone is the same day everywhere. */
export const dayOf = (date: string, locale: string): string => {
  const options = {
    dateStyle: 'medium',
    ...(date.includes('T') ? {} : { timeZone: 'UTC' }),
  } as const
  try {
    return new Date(date).toLocaleDateString(locale || undefined, options)
  } catch {
    return new Date(date).toLocaleDateString(undefined, options)
  }
}
