import type { ContentNode, GuideStep } from '@waymark/schemas/wire/content'
import type { StepView } from '../kind.ts'
import { textFor } from '../kit.ts'

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

/**
 * The language in which the post is shown, as the reader writes it (`en-GB` for one in `en`); theirs, where the post names none.
 */
export const languageOf = (content: readonly ContentNode[], view: StepView): string => {
  const shown = content
    .flatMap((node) => {
      if ('heading' in node) return [node.heading]
      if (!('text' in node)) return []
      return typeof node.text !== 'string' && Array.isArray(node.text)
        ? node.text.map(({ text }) => text)
        : [node.text]
    })
    .find((text) => typeof text !== 'string')
  if (shown === undefined) return view.locale
  // As a text is chosen, so is its name.
  const named = textFor(Object.fromEntries(Object.keys(shown).map((name) => [name, name])), view)
  return primary(named) === primary(view.locale) ? view.locale : named
}

const primary = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0] ?? ''

/** The day of a post in that language, in English where the browser does not know it; a day alone is the same day everywhere. */
export const dayOf = (date: string, language: string): string => {
  const options = {
    dateStyle: 'medium',
    ...(date.includes('T') ? {} : { timeZone: 'UTC' }),
  } as const
  const day = new Date(date)
  try {
    return day.toLocaleDateString([language.replaceAll('_', '-'), 'en'], options)
  } catch {
    return day.toLocaleDateString('en', options)
  }
}
