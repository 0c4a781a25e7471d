import type { SurveyGroup, SurveyScore } from '@waymark/schemas/api/surveys'
import type { Question } from '@waymark/schemas/wire/content'
import { differenceInterval, meanInterval, shareInterval } from './intervals.ts'

type Type = Question['type']

/** A group of answers, from and to the numbers that are in it. */
export type GroupSpan = readonly [group: SurveyGroup, from: number, to: number]

interface Scale {
  readonly from: number
  readonly to: number
  readonly measure: SurveyScore['measure']
  readonly formula: string
  readonly groups: readonly GroupSpan[]
}

const thirds = (low: number, middle: number, high: number): readonly GroupSpan[] => [
  ['low', 1, low],
  ['middle', low + 1, middle],
  ['high', middle + 1, high],
]

/** The scales as the SDK draws them, and what is read from them. */
const scales: { readonly [type in Type]?: Scale } = {
  nps: {
    ...{ from: 0, to: 10, measure: 'nps' },
    formula: 'NPS = % promoters (9 and 10) − % detractors (0 to 6)',
    groups: [
      ['detractors', 0, 6],
      ['passives', 7, 8],
      ['promoters', 9, 10],
    ],
  },
  csat: {
    ...{ from: 1, to: 5, measure: 'csat' },
    formula: 'CSAT = % of answers that are 4 or 5',
    groups: [
      ['dissatisfied', 1, 2],
      ['neutral', 3, 3],
      ['satisfied', 4, 5],
    ],
  },
  ces: {
    ...{ from: 1, to: 7, measure: 'mean', formula: 'CES = mean of the answers, 1 to 7' },
    groups: thirds(3, 4, 7),
  },
  rating: {
    ...{ from: 1, to: 5, measure: 'mean', formula: 'Rating = mean of the answers, 1 to 5' },
    groups: thirds(2, 3, 5),
  },
}

/** First and last number of a scale; absent where the question is none. */
export const scaleOf = (type: Type): Scale | undefined => scales[type]

/** How often each number was answered. */
export type Tally = ReadonlyMap<number, number>

const within = (tally: Tally, from: number, to: number): number => {
  let sum = 0
  for (const [value, answers] of tally) if (value >= from && value <= to) sum += answers
  return sum
}

/** What was answered on average, and how far from it on average. */
const momentsOf = (tally: Tally, all: number): readonly [mean: number, deviation: number] => {
  let [sum, squares] = [0, 0]
  for (const [value, answers] of tally) sum += value * answers
  const mean = sum / all
  for (const [value, answers] of tally) squares += answers * (value - mean) ** 2
  return [mean, all > 1 ? Math.sqrt(squares / (all - 1)) : 0]
}

type Measured = Pick<SurveyScore, 'value' | 'interval'>

const percent = (share: number): number => 100 * share

const measure = ({ measure, from, to, groups }: Scale, tally: Tally, all: number): Measured => {
  const [low, , high] = groups.map(([, first, last]) => within(tally, first, last))
  const [few, many] = [low ?? 0, high ?? 0]
  if (measure === 'nps') {
    const interval = differenceInterval(many, few, all)
    const ends = { low: percent(interval.low), high: percent(interval.high) }
    return { value: percent((many - few) / all), interval: ends }
  }
  if (measure === 'csat') {
    const interval = shareInterval(many, all)
    const ends = { low: percent(interval.low), high: percent(interval.high) }
    return { value: percent(many / all), interval: ends }
  }
  const [mean, deviation] = momentsOf(tally, all)
  const interval = meanInterval(mean, deviation, all)
  if (!interval) return { value: mean }
  return {
    value: mean,
    interval: { low: Math.max(from, interval.low), high: Math.min(to, interval.high) },
  }
}

/** The score of a scale: how often each of its numbers was answered, and nothing else; absent where nobody answered. */
export const scoreOf = (type: Type, tally: Tally): SurveyScore | undefined => {
  const scale = scales[type]
  const all = scale ? within(tally, scale.from, scale.to) : 0
  if (!scale || all === 0) return undefined
  return {
    measure: scale.measure,
    formula: scale.formula,
    ...measure(scale, tally, all),
    answers: all,
    groups: scale.groups.map(([group, from, to]) => ({
      ...{ group, from, to },
      answers: within(tally, from, to),
    })),
  }
}

/** The mean of numbers that are on no scale. */
export const meanOf = (mean: number, deviation: number, all: number): SurveyScore | undefined => {
  if (all === 0) return undefined
  const interval = meanInterval(mean, deviation, all)
  return {
    ...{ measure: 'mean', formula: 'Mean of the answers', value: mean },
    ...(interval && { interval }),
    ...{ answers: all, groups: [] },
  }
}
