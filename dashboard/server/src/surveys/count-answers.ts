import type { SurveyBar, SurveyQuestion } from '@waymark/schemas/api/surveys'
import { meanOf, scaleOf, scoreOf } from './score-of.ts'
import type { BookQuestion } from './survey-book.ts'

/** Of numbers as people enter them: the most frequent, by their size. */
const mostNumbers = 20

/** A question with how often it was answered, and what its answers are as numbers. */
export interface AnsweredRow {
  readonly question: string
  readonly answers: number
  readonly changed: number
  readonly numbers: number
  readonly mean: number | null
  readonly deviation: number | null
  readonly median: number | null
  readonly least: number | null
  readonly most: number | null
}

/** How often one answer was given. */
export interface ValueRow {
  readonly question: string
  /** JSON: `7`, `"speed"`; of several choices each. */
  readonly value: string
  readonly answers: number
}

const textOf = (json: string): string => {
  const value: unknown = JSON.parse(json)
  return typeof value === 'string' ? value : json
}

type Counts = ReadonlyMap<string, number>

const numberBars = (counts: Counts): readonly SurveyBar[] =>
  Array.from(counts)
    .flatMap(([value, answers]) => (Number.isFinite(Number(value)) ? { value, answers } : []))
    .slice(0, mostNumbers)
    .toSorted((a, b) => Number(a.value) - Number(b.value))

const barsOf = ({ type, choices }: BookQuestion, counts: Counts): readonly SurveyBar[] => {
  const scale = scaleOf(type)
  const answers = (value: string): number => counts.get(value) ?? 0
  if (scale) {
    const values = Array.from({ length: scale.to - scale.from + 1 }, (_, at) => scale.from + at)
    return values.map((value) => ({ value: `${value}`, answers: answers(`${value}`) }))
  }
  if (type === 'number') return numberBars(counts)
  return choices
    .map(({ id, label, retired }) => ({ retired, bar: { value: id, label, answers: answers(id) } }))
    .filter(({ retired, bar }) => !retired || bar.answers > 0)
    .map(({ retired, bar }) => (retired ? { ...bar, retired } : bar))
}

type Counted = Pick<SurveyQuestion, 'leftOut' | 'score' | 'spread' | 'bars'>

const ofNumbers = (row: AnsweredRow, counts: Counts): Counted => {
  const { answers, numbers, mean, deviation, median, least, most } = row
  const score = meanOf(mean ?? 0, deviation ?? 0, numbers)
  const spread = median !== null && least !== null && most !== null && { median, least, most }
  return {
    leftOut: answers - numbers,
    ...(score && Number.isFinite(score.value) && { score }),
    ...(numbers > 0 && spread && { spread }),
    bars: numberBars(counts),
  }
}

/** What was counted of a scale or of choices; whoever chose nothing that is known is left out. */
const ofValues = (question: BookQuestion, row: AnsweredRow, counts: Counts): Counted => {
  const bars = barsOf(question, counts)
  const fitting = bars.reduce((sum, { answers }) => sum + answers, 0)
  const tally = new Map(bars.map(({ value, answers }) => [Number(value), answers]))
  const score = scoreOf(question.type, tally)
  const leftOut = question.type === 'multiple' ? row.changed : row.answers - fitting
  return { leftOut, bars, ...(score && { score }) }
}

const countedOf = (question: BookQuestion, row: AnsweredRow, counts: Counts): Counted => {
  if (question.type === 'number') return ofNumbers(row, counts)
  if (question.type === 'text') return { leftOut: row.changed, bars: [] }
  return ofValues(question, row, counts)
}

/** Nobody answered it. */
export const nothing = (question: string): AnsweredRow => ({
  ...{ question, answers: 0, changed: 0, numbers: 0 },
  ...{ mean: null, deviation: null, median: null, least: null, most: null },
})

/** A question as readers see it: what was answered, spread over its scale or its choices. */
export const questionOf = (
  question: BookQuestion,
  row: AnsweredRow,
  values: readonly ValueRow[],
): SurveyQuestion => {
  const { choices: _, ...known } = question
  const counts = new Map(
    values
      .filter((value) => value.question === question.id)
      .map(({ value, answers }) => [textOf(value), answers]),
  )
  return { ...known, answers: row.answers, ...countedOf(question, row, counts) }
}
