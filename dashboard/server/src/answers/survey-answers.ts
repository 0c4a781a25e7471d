import {
  type SurveyAnswer,
  type SurveyBar,
  type SurveyItem,
  type SurveyList,
  type SurveyQuestion,
  type SurveyResponse,
  type SurveyResponses,
  type SurveyResults,
  type SurveyScore,
  surveyGroups,
} from '@waymark/schemas/api/surveys'
import { z } from 'zod'

/** What answers about surveys look like: held against the types of `@waymark/schemas` by the compiler. */

const instant = z.int().describe('ms since the epoch')

const type: z.ZodType<SurveyQuestion['type']> = z.enum([
  'nps',
  'ces',
  'csat',
  'rating',
  'single',
  'multiple',
  'text',
  'number',
])

const item: z.ZodType<SurveyItem> = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  inForce: z.boolean(),
  questions: z.int(),
  shown: z.int(),
  responses: z.int(),
  lastAnswered: instant.exactOptional(),
})

export const surveys: z.ZodType<SurveyList> = z.object({
  surveys: z.array(item),
  from: instant,
  to: instant,
  asOf: instant,
})

const score: z.ZodType<SurveyScore> = z.object({
  measure: z.enum(['nps', 'csat', 'mean']),
  formula: z.string(),
  value: z.number(),
  interval: z
    .object({ low: z.number(), high: z.number() })
    .exactOptional()
    .describe('95%; absent where nothing tells how far the mean may be off'),
  answers: z.int(),
  groups: z.array(
    z.object({
      group: z.enum(surveyGroups),
      from: z.number(),
      to: z.number(),
      answers: z.int(),
    }),
  ),
})

const bar: z.ZodType<SurveyBar> = z.object({
  value: z.string(),
  label: z.string().exactOptional(),
  answers: z.int(),
  retired: z.literal(true).exactOptional(),
})

const question: z.ZodType<SurveyQuestion> = z.object({
  id: z.string(),
  ask: z.string(),
  type,
  inForce: z.boolean(),
  answers: z.int(),
  leftOut: z.int(),
  low: z.string().exactOptional(),
  high: z.string().exactOptional(),
  score: score.exactOptional(),
  spread: z.object({ median: z.number(), least: z.number(), most: z.number() }).exactOptional(),
  bars: z.array(bar),
})

export const surveyResults: z.ZodType<SurveyResults> = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  inForce: z.boolean(),
  from: instant,
  to: instant,
  shown: z.int().exactOptional(),
  shownAnswered: z.int().exactOptional(),
  responses: z.int(),
  people: z.int(),
  whole: z.int(),
  scored: z.string().exactOptional(),
  groups: z.array(z.object({ group: z.enum(surveyGroups), from: z.number(), to: z.number() })),
  questions: z.array(question),
  unknown: z.array(z.object({ id: z.string(), answers: z.int() })),
  versions: z.array(z.object({ version: z.int(), responses: z.int() })),
  variants: z.array(z.object({ variant: z.string(), responses: z.int() })),
  asOf: instant,
})

const answer: z.ZodType<SurveyAnswer> = z.object({
  question: z.string(),
  ask: z.string().exactOptional(),
  type: type.exactOptional(),
  value: z.union([z.string(), z.number(), z.array(z.string())]),
  label: z.string().exactOptional(),
})

const response: z.ZodType<SurveyResponse> = z.object({
  id: z.string(),
  subject: z.string(),
  name: z.string().exactOptional(),
  account: z.string().exactOptional(),
  at: instant,
  version: z.int().exactOptional(),
  variant: z.string().exactOptional(),
  engagement: z.string().exactOptional(),
  whole: z.boolean(),
  answers: z.array(answer),
})

export const surveyResponses: z.ZodType<SurveyResponses> = z.object({
  responses: z.array(response),
  before: z.string().exactOptional(),
  asOf: instant,
})
