import { type Guide, leavesOf, type StoredVersion } from '@waymark/schemas'
import type { ContentNode, GuideStep, Question } from '@waymark/schemas/wire/content'
import { inFirstLocale } from '../definitions/in-first-locale.ts'

export interface BookChoice {
  readonly id: string
  readonly label: string
  readonly retired: boolean
}

/** A question as it was worded last. */
export interface BookQuestion {
  readonly id: string
  readonly ask: string
  readonly type: Question['type']
  readonly low?: string
  readonly high?: string
  /** Those of the newest wording first, then those that were offered before. */
  readonly choices: readonly BookChoice[]
  /** The newest version asks it. */
  readonly inForce: boolean
}

/** What a guide asks and has asked: the texts of today for answers of any day. */
export interface SurveyBook {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly inForce: boolean
  readonly questions: readonly BookQuestion[]
  /** Steps that only thank, as `version step`: who sees one has come to the end. */
  readonly ends: readonly string[]
  /** `version question`: there the question was of another type, and its answers mean something else. */
  readonly changed: readonly string[]
}

type Asked = Omit<BookQuestion, 'inForce'>

const askedBy = (node: ContentNode): readonly Asked[] => {
  if ('question' in node) {
    const { id, ask, type, low, high, choices = [] } = node.question
    return [
      {
        ...{ id, ask: inFirstLocale(ask), type },
        ...(low !== undefined && { low: inFirstLocale(low) }),
        ...(high !== undefined && { high: inFirstLocale(high) }),
        choices: choices.map(({ id, label }) => ({
          ...{ id, label: inFirstLocale(label), retired: false },
        })),
      },
    ]
  }
  if (!('input' in node)) return []
  const { id, label, type } = node.input
  const kind = type === 'number' ? 'number' : 'text'
  return [{ id, ask: inFirstLocale(label), type: kind, choices: [] }]
}

const questionsOf = ({ content }: Pick<GuideStep, 'content'>): readonly Asked[] =>
  leavesOf(content).flatMap(askedBy)

/** Whether a guide asks anything: a question, or a field to fill in. */
export const asksSomething = ({ steps }: Pick<Guide, 'steps'>): boolean =>
  steps.some((step) => questionsOf(step).length > 0)

/** How many different questions it asks. */
export const countQuestions = ({ steps }: Pick<Guide, 'steps'>): number =>
  new Set(steps.flatMap(questionsOf).map(({ id }) => id)).size

const leadsOut = (node: ContentNode): boolean =>
  'button' in node &&
  [node.button.action].flat().some((action) => 'complete' in action || 'dismiss' in action)

/** The steps after a question that ask nothing and that nothing follows. */
const endsOf = ({ type, steps }: Guide): readonly string[] => {
  if (type !== 'survey') return []
  const first = steps.findIndex((step) => questionsOf(step).length > 0)
  return steps.flatMap((step, at) => {
    const isLast = at === steps.length - 1 || leavesOf(step.content).some(leadsOut)
    const isEnd = first >= 0 && at > first && isLast && questionsOf(step).length === 0
    return isEnd ? [step.id ?? String(at + 1)] : []
  })
}

interface Told {
  readonly version: number
  readonly guide: Guide
}

/** The choices of the newest wording, then those that only older ones had. */
const withOlder = (question: BookQuestion, older: Asked): BookQuestion => {
  const known = new Set(question.choices.map(({ id }) => id))
  const gone = older.choices.filter(({ id }) => !known.has(id))
  const retired = gone.map((choice) => ({ ...choice, retired: true }))
  return { ...question, choices: [...question.choices, ...retired] }
}

/** Adds what an older version asked to what newer ones ask. */
const addOlder = (
  questions: ReadonlyMap<string, BookQuestion>,
  { guide }: Told,
  isNewest: boolean,
): ReadonlyMap<string, BookQuestion> => {
  const all = new Map(questions)
  for (const asked of guide.steps.flatMap(questionsOf)) {
    const known = all.get(asked.id)
    if (!known) all.set(asked.id, { ...asked, inForce: isNewest })
    else if (!isNewest && known.type === asked.type) all.set(asked.id, withOlder(known, asked))
  }
  return all
}

/**
 * What a guide asks and has asked, from its versions, newest first; absent where none of them asks anything. A question keeps its id when
 * its text is edited: the newest text stands for all its answers.
 */
export const surveyBook = (
  id: string,
  versions: readonly StoredVersion[],
): SurveyBook | undefined => {
  const told = versions.flatMap(({ version, definition }): readonly Told[] =>
    definition?.kind === 'guide' ? [{ version, guide: definition }] : [],
  )
  const [newest] = told
  if (!newest || !told.some(({ guide }) => asksSomething(guide))) return undefined
  const inForce = versions[0]?.definition !== null
  let questions: ReadonlyMap<string, BookQuestion> = new Map()
  for (const one of told) questions = addOlder(questions, one, one === newest)
  const changed = told.flatMap(({ version, guide }) =>
    guide.steps
      .flatMap(questionsOf)
      .filter((asked) => questions.get(asked.id)?.type !== asked.type)
      .map((asked) => `${version} ${asked.id}`),
  )
  return {
    ...{ id, name: newest.guide.name ?? id, type: newest.guide.type, inForce },
    questions: [...questions.values()],
    ends: told.flatMap(({ version, guide }) => endsOf(guide).map((step) => `${version} ${step}`)),
    changed,
  }
}
