import { parseSubjectKey } from '@waymark/schemas'
import type { SurveyResponse } from '@waymark/schemas/api/surveys'
import { createLineForms } from '../http/line-forms.ts'

/** One answer of one response, as a line of an export has it. */
export interface AnswerLine {
  readonly response: string
  readonly person: string
  readonly user_id: string
  readonly name: string
  readonly account: string
  /** ISO 8601, UTC: when the response was answered last. */
  readonly answered_at: string
  readonly survey: string
  readonly version: number | ''
  readonly variant: string
  readonly engagement: string
  readonly whole: boolean
  readonly question: string
  readonly ask: string
  readonly type: string
  readonly value: string | number | readonly string[]
  /** Of choices: their newest texts. */
  readonly label: string
}

const columns = [
  ...(['response', 'person', 'user_id', 'name', 'account', 'answered_at', 'survey'] as const),
  ...(['version', 'variant', 'engagement', 'whole', 'question', 'ask', 'type'] as const),
  ...(['value', 'label'] as const),
] satisfies readonly (keyof AnswerLine)[]

/** A line for each answer. */
export const linesOf = (survey: string, response: SurveyResponse): readonly AnswerLine[] => {
  const { id, subject, name = '', account = '', at, version = '', variant = '' } = response
  const { engagement = '', whole, answers } = response
  const parsed = parseSubjectKey(subject)
  const user_id = parsed?.kind === 'user' ? parsed.id : ''
  const answered_at = new Date(at).toISOString()
  return answers.map(({ question, ask = '', type = '', value, label = '' }) => ({
    ...{ response: id, person: subject, user_id, name, account, answered_at, survey },
    ...{ version, variant, engagement, whole, question, ask, type, value, label },
  }))
}

/** The forms of an export of answers. */
export const forms = createLineForms<AnswerLine, keyof AnswerLine>(columns)
