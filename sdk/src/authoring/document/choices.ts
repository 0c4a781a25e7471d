import type { Question } from '@waymark/schemas/wire/content'
import { readText, writeText } from './nodes.ts'

type Choice = NonNullable<Question['choices']>[number]

/** What a question begins with that is answered by choosing. */
export const firstChoices: readonly Choice[] = [
  { id: 'choice-1', label: 'One' },
  { id: 'choice-2', label: 'Another' },
]

const freeId = (taken: readonly string[]): string => {
  let count = 1
  while (taken.includes(`choice-${count}`)) count++
  return `choice-${count}`
}

/**
 * The choices after their labels were written anew, one a line. Answers are counted by the id: as long as no line came or went each
 * keeps its own, otherwise it is known by its label.
 */
export const choicesFrom = (
  labels: readonly string[],
  before: readonly Choice[],
  locale: string,
): readonly Choice[] => {
  const isRewritten = labels.length === before.length
  const found = labels.map((label, at) =>
    isRewritten ? before[at] : before.find((each) => readText(each.label, locale) === label),
  )
  const taken = before.map(({ id }) => id)
  return labels.map((label, at) => {
    const known = found[at]
    if (known && found.indexOf(known) === at) {
      return { ...known, label: writeText(known.label, locale, label) }
    }
    const id = freeId(taken)
    taken.push(id)
    return { id, label }
  })
}
