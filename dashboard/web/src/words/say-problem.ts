import type { Problem } from '@waymark/schemas'

/** How the check of a guide begins to say that nothing was picked. */
const nothingPicked = 'a target, here or for the whole guide'

/** A place in a document, without its brackets and dots: `content[1].button.label` is "part 2 button label". */
const sayPlace = (at: string): string =>
  at
    .replace(/^steps\[/, 'step[')
    .replace('content[', 'part[')
    .replace(/\[(\d+)\]/g, (_, index: string) => ` ${Number(index) + 1}`)
    .replaceAll('.', ' ')

const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Whether it tells of a step that points at nothing. */
export const isNothingPicked = ({ message }: Problem): boolean => message.startsWith(nothingPicked)

/** While what was picked since is not known to be right yet. */
export const sayLooking = ({ at }: Problem): string =>
  `${begun(sayPlace(at))}: looking at what was picked…`

/** What stands between a draft and its publication, for somebody who has never seen its file. */
export const sayProblem = (problem: Problem): string => {
  const { at, message } = problem
  const place = begun(sayPlace(at))
  if (isNothingPicked(problem)) return `${place} points at nothing yet: pick its element.`
  if (at === 'steps' && message === 'at least one step') return 'It has no step yet: add one.'
  return `${place}${/^is (empty|missing): /.test(message) ? '' : ':'} ${message}`
}
