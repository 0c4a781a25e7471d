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

const faultsOfContent = ({ content }: GuideStep, before: readonly string[]): readonly string[] => {
  const ids = askedIn({ content })
  const twice = ids.filter((id, at) => before.includes(id) || ids.indexOf(id) < at)
  return [
    ...twice.map((id) => `"${id}" is asked twice; each needs an id of its own`),
    ...leavesOf(content).flatMap((node) => faultOfQuestion(node) ?? []),
  ]
}

const faultsOfBranches = (step: GuideStep, before: readonly string[]): readonly string[] => {
  const asked = [...before, ...askedIn(step)]
  return (step.branch ?? []).flatMap(({ when }) =>
    'answer' in when && !asked.includes(when.answer) ? `"${when.answer}" is not asked before` : [],
  )
}

/** Each answer is recorded under an id of its own, and branches read only what was asked. */
export const faultsOfAnswers = ({ steps }: GuideBody): readonly Fault[] =>
  steps.flatMap((step, at) => {
    const before = steps.slice(0, at).flatMap(askedIn)
    const place = (field: keyof GuideStep) => (message: string) => ({
      path: ['steps', at, field],
      message,
    })
    return [
      ...faultsOfContent(step, before).map(place('content')),
      ...faultsOfBranches(step, before).map(place('branch')),
    ]
  })
