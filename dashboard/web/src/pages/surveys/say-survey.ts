import type { SurveyGroup, SurveyResults, SurveyScore } from '@waymark/schemas/api/surveys'
import { sayCount, sayNumber, sayShare } from '../../words/number.ts'

const groupNames: { readonly [G in SurveyGroup]: string } = {
  detractors: 'Detractors',
  passives: 'Passives',
  promoters: 'Promoters',
  dissatisfied: 'Dissatisfied',
  neutral: 'Neutral',
  satisfied: 'Satisfied',
  low: 'Low',
  middle: 'Middle',
  high: 'High',
}

/** `Promoters, 9–10`, `Neutral, 3` */
export const sayGroup = ({ group, from, to }: SurveyResults['groups'][number]): string =>
  `${groupNames[group]}, ${from === to ? from : `${from}–${to}`}`

const minus = (text: string): string => text.replace('-', '−')

/** `30`, `80%`, `5.6` */
export const sayValue = ({ measure }: Pick<SurveyScore, 'measure'>, value: number): string => {
  if (measure === 'mean') return minus(value.toFixed(Math.abs(value) < 100 ? 1 : 0))
  // No −0.
  const whole = Math.round(value) + 0
  return `${minus(`${whole}`)}${measure === 'csat' ? '%' : ''}`
}

/** From so many on nobody has to be told that it is few. */
const enough = 30

/** How sure the score is, as a sentence. */
export const saySureness = (score: SurveyScore): string => {
  const { interval, answers } = score
  const few = answers < enough ? ' Few: read the range, not the score.' : ''
  const of = sayCount(answers, 'answer', 'answers')
  if (!interval) return `Of ${of}: too few, or too much alike, to say how sure it is.`
  const [low, high] = [sayValue(score, interval.low), sayValue(score, interval.high)]
  return `Between ${low} and ${high} (95%), of ${of}.${few}`
}

/** `84 of 212 showings`; those answered without a report of its showing beside it. */
export const sayRate = ({ shown = 0, shownAnswered = 0, responses }: SurveyResults): string => {
  const rest = responses - shownAnswered
  const beside =
    rest > 0 ? `; ${sayCount(rest, 'more was', 'more were')} answered and not told as shown` : ''
  return shown === 0
    ? 'not told as shown'
    : `${shownAnswered} of ${sayCount(shown, 'showing', 'showings')}${beside}`
}

/** `4 stopped before the end` */
export const sayWhole = ({ whole, responses }: SurveyResults): string =>
  responses === whole
    ? 'nobody stopped before the end'
    : `${sayNumber(responses - whole)} stopped before the end`

/** `40%`, `–` where nothing was told as shown. */
export const rateOf = ({ shown = 0, shownAnswered = 0 }: SurveyResults): string =>
  sayShare(shownAnswered, shown)
