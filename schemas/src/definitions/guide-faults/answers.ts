import type { ContentNode, GuideStep, Question } from '../../wire/content.ts'
import type { Fault } from '../fault.ts'
import type { GuideBody } from '../guide-fields.ts'
import { leavesOf } from './leaves-of.ts'

const scales: readonly Question['type'][] = ['nps', 'ces', 'csat', 'rating']

/** The ids under which a step's answers are recorded. */
const askedIn = ({ content }: GuideStep): readonly string[] =>
  leavesOf(content).flatMap((node) =>
    'question' in node ? [node.question.id] : 'input' in node ? [node.input.id] : [],
  )

const faultOfQuestion = (node: ContentNode): string | undefined => {
  if (!('question' in node)) return undefined
  const { type, choices = [], low, high } = node.question
  if ((low ?? high) !== undefined && !scales.includes(type)) {
    return `a ${type} question has no ends: low and high belong to ${scales.join(', ')}`
  }
  return new Set(choices.map(({ id }) => id)).size < choices.length
    ? 'choices with ids that differ'
    : undefined
}

/** Each answer is recorded under an id of its own, and branches read only what was asked. */
export const faultsOfAnswers = ({ steps }: GuideBody): readonly Fault[] => {
  const asked = new Set<string>()
  return steps.flatMap((step, at) => {
    const faults: Fault[] = []
    const fault = (field: keyof GuideStep, message: string | undefined): void => {
      if (message) faults.push({ path: ['steps', at, field], message })
    }
    for (const id of askedIn(step)) {
      fault('content', asked.has(id) ? `"${id}" is asked twice; each needs an id of its own` : '')
      asked.add(id)
    }
    for (const node of leavesOf(step.content)) fault('content', faultOfQuestion(node))
    for (const { when } of step.branch ?? []) {
      const read = 'answer' in when ? when.answer : undefined
      fault('branch', read && !asked.has(read) ? `"${read}" is not asked before` : '')
    }
    return faults
  })
}
