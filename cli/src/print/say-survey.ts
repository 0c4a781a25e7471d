import type {
  SurveyItem,
  SurveyQuestion,
  SurveyResults,
  SurveyScore,
} from '@waymark/schemas/api/surveys'
import { sayPercent } from './percent.ts'
import { plain, table } from './table.ts'

const share = (part: number, of: number): string => (of === 0 ? '–' : sayPercent(part / of))

const units = { nps: 0, csat: 0, mean: 1 } as const

/** `30, between 14 and 45 (95%), of 100 answers` */
const sayScore = ({ measure, value, interval, answers }: SurveyScore): string => {
  const number = (one: number): string => one.toFixed(units[measure])
  const unit = measure === 'csat' ? '%' : ''
  const between = interval
    ? `, between ${number(interval.low)}${unit} and ${number(interval.high)}${unit} (95%)`
    : ', too few to say how sure'
  return `${number(value)}${unit}${between}, of ${answers} ${answers === 1 ? 'answer' : 'answers'}`
}

const barOf = (answers: number, most: number): string =>
  '█'.repeat(most === 0 ? 0 : Math.round((20 * answers) / most))

const sayBars = ({ bars, answers: all }: SurveyQuestion): readonly string[] => {
  const most = Math.max(0, ...bars.map(({ answers }) => answers))
  const rows = bars.map(({ value, label, answers, retired }) => [
    `    ${label ?? value}${retired ? ' (not offered any more)' : ''}`,
    `${answers}`,
    share(answers, all),
    barOf(answers, most),
  ])
  return rows.length === 0 ? [] : table(rows).split('\n')
}

const sayQuestion = (question: SurveyQuestion): readonly string[] => {
  const { id, ask, type, inForce, answers, leftOut, score } = question
  const gone = inForce ? '' : ', not asked any more'
  return [
    '',
    `  ${ask} (${id}, ${type}${gone}): ${answers} answered`,
    ...(score ? [`    ${score.formula}: ${sayScore(score)}`] : []),
    ...(leftOut > 0 ? [`    Left out, as they do not fit: ${leftOut}`] : []),
    ...sayBars(question),
  ]
}

/** A survey's results, for people. */
export const saySurvey = (survey: SurveyResults): string => {
  const { id, name, inForce, shown, shownAnswered, responses, people, whole, questions } = survey
  const rate =
    shown === undefined || shownAnswered === undefined
      ? ''
      : `; shown ${shown} times, of these answered ${share(shownAnswered, shown)}`
  return [
    `${name} (${id}${inForce ? '' : ', not published any more'})`,
    `  Responses: ${responses} of ${people} people${rate}`,
    `  To the end: ${share(whole, responses)}; partial: ${responses - whole}`,
    ...questions.flatMap(sayQuestion),
  ]
    .map(plain)
    .join('\n')
}

/** The list of surveys, for people. */
export const saySurveys = (surveys: readonly SurveyItem[]): string => {
  const rows = surveys.map(({ id, name, shown, responses, inForce }) => [
    id,
    `${responses} of ${shown}`,
    `${name}${inForce ? '' : ' (not published any more)'}`,
  ])
  return table([['survey', 'answered', 'name'], ...rows])
    .split('\n')
    .map(plain)
    .join('\n')
}
