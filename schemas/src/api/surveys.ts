import type { Question } from '../wire/content.ts'
import type { Estimated } from './results.ts'

/** Answers to a scale, in three: of an NPS, of a CSAT, and of a CES or a rating. */
export const surveyGroups = [
  'detractors',
  'passives',
  'promoters',
  'dissatisfied',
  'neutral',
  'satisfied',
  'low',
  'middle',
  'high',
] as const

export type SurveyGroup = (typeof surveyGroups)[number]

/** A guide that asks something: a survey, a tour with steps that ask, or a guide with fields. */
export interface SurveyItem {
  readonly id: string
  readonly name: string
  /** `survey`, `tour`, `modal` … */
  readonly type: string
  /** Published now; else it was once. */
  readonly inForce: boolean
  readonly questions: number
  /** Showings that were painted in the range, and those in which something was answered. */
  readonly shown: number
  readonly responses: number
  readonly lastAnswered?: number
}

/** GET /api/surveys?env= : answered last first, then by name. */
export interface SurveyList {
  readonly surveys: readonly SurveyItem[]
  readonly from: number
  readonly to: number
  readonly asOf: number
}

export interface SurveyScore {
  /** `nps`: −100 to 100. `csat`: a share, 0 to 100. `mean`: on the question's own scale. */
  readonly measure: 'nps' | 'csat' | 'mean'
  /** The formula, in words. */
  readonly formula: string
  /** The score, and the 95% interval. Of a mean that has none (fewer than two answers, or all alike) both ends are absent. */
  readonly value: number
  readonly interval?: Pick<Estimated, 'low' | 'high'>
  /** Valid answers that it is made of. */
  readonly answers: number
  readonly groups: readonly {
    readonly group: SurveyGroup
    readonly from: number
    readonly to: number
    readonly answers: number
  }[]
}

/** An answer that can be given, or was, with how often it was. */
export interface SurveyBar {
  /** The number of a scale, the id of a choice, or a number as it was entered. */
  readonly value: string
  /** Of a choice: its newest text. */
  readonly label?: string
  readonly answers: number
  /** Of a choice: it is not offered any more. */
  readonly retired?: true
}

export interface SurveyQuestion {
  readonly id: string
  /** The newest text, in its first language. */
  readonly ask: string
  readonly type: Question['type']
  /** The newest version asks it. */
  readonly inForce: boolean
  /** Responses that answer it. */
  readonly answers: number
  /** Answers that fit no scale or choice, or were given while the question was of another type: counted nowhere else. */
  readonly leftOut: number
  /** Of a scale: what its ends mean. */
  readonly low?: string
  readonly high?: string
  /** Of NPS, CSAT, CES, rating and number, where somebody answered. */
  readonly score?: SurveyScore
  /** Of `number`: the middle answer, the least and the greatest. */
  readonly spread?: { readonly median: number; readonly least: number; readonly most: number }
  /** In the order of the scale or of the choices; of `number` the most frequent first, at most 20. None of `text`. */
  readonly bars: readonly SurveyBar[]
}

/** GET /api/surveys/{id} */
export interface SurveyResults {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly inForce: boolean
  readonly from: number
  readonly to: number
  /** Showings that were painted. With a group, only those that answered are known: then absent. */
  readonly shown?: number
  /** Of those painted, how many were answered. */
  readonly shownAnswered?: number
  /** Showings in which something was answered; one of a person counts once, however often it was sent. */
  readonly responses: number
  /** People that they are of. */
  readonly people: number
  /** Responses that came to the survey's end. The others are partial. */
  readonly whole: number
  /** The question that groups are of: the first that has a score. */
  readonly scored?: string
  /** The groups that can be asked for, from and to the numbers that are in them; none without such a question. */
  readonly groups: readonly {
    readonly group: SurveyGroup
    readonly from: number
    readonly to: number
  }[]
  readonly questions: readonly SurveyQuestion[]
  /** Ids that were answered and that no kept version asks. */
  readonly unknown: readonly { readonly id: string; readonly answers: number }[]
  /** Versions and variants that were met in the range, whatever the filter, newest and first by name first. */
  readonly versions: readonly { readonly version: number; readonly responses: number }[]
  readonly variants: readonly { readonly variant: string; readonly responses: number }[]
  readonly asOf: number
}

/** What somebody answered to one question. */
export interface SurveyAnswer {
  readonly question: string
  /** The question's newest text; absent where no kept version asks it. */
  readonly ask?: string
  readonly type?: Question['type']
  /** As it was given: a number, a text, the id of a choice, or several. */
  readonly value: string | number | readonly string[]
  /** Of choices: their newest texts. */
  readonly label?: string
}

/** All that one person answered in one showing. */
export interface SurveyResponse {
  /** The same however often it is read. */
  readonly id: string
  /** The person as known today. */
  readonly subject: string
  readonly name?: string
  /** Group id of the account that the person acted for. */
  readonly account?: string
  /** When it was answered last. */
  readonly at: number
  readonly version?: number
  readonly variant?: string
  readonly engagement?: string
  /** It came to the survey's end. */
  readonly whole: boolean
  /** In the order of the questions. */
  readonly answers: readonly SurveyAnswer[]
}

/** GET /api/surveys/{id}/responses : answered last first. `before` asks for the next page. */
export interface SurveyResponses {
  readonly responses: readonly SurveyResponse[]
  readonly before?: string
  readonly asOf: number
}
