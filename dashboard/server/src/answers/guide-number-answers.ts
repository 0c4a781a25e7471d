import type {
  Did,
  GuideItemNumbers,
  GuideNumbers,
  GuideNumbersItem,
  GuideNumbersList,
  GuidePart,
  GuidePostNumbers,
  GuideStepNumbers,
  GuideTaskNumbers,
  GuideWay,
} from '@waymark/schemas/api/guide-numbers'
import { z } from 'zod'

/** What answers about how guides do look like: held against the types of `@waymark/schemas` by the compiler. */

const instant = z.int().describe('ms since the epoch')
const ms = z.number().describe('ms')

const did: z.ZodType<Did> = z.object({
  people: z.int().describe('each counted once'),
  times: z.int(),
})

const deeds = {
  seen: did,
  clicked: did,
  answered: did,
  snoozed: did,
  dismissed: did,
  completed: did,
}

const type: z.ZodType<GuideNumbers['type']> = z.enum([
  'tooltip',
  'modal',
  'banner',
  'slideout',
  'survey',
  'hotspot',
  'tour',
  'checklist',
  'feed',
  'resource-centre',
  'launcher',
  'paywall',
])

const item: z.ZodType<GuideNumbersItem> = z.object({
  id: z.string(),
  name: z.string(),
  type,
  inForce: z.boolean(),
  shown: did,
  clicked: did,
  dismissed: did,
  completed: did,
})

export const guideNumbersList: z.ZodType<GuideNumbersList> = z.object({
  guides: z.array(item),
  from: instant,
  to: instant,
  asOf: instant,
})

const way: z.ZodType<GuideWay> = z.object({
  deed: z.enum(['clicked', 'dismissed', 'completed']),
  by: z.string().describe('a label in the first language, or close, escape, target, open, next …'),
  source: z.enum(['content', 'older', 'own', 'unknown']),
  people: z.int(),
  times: z.int(),
})

const step: z.ZodType<GuideStepNumbers> = z.object({
  id: z.string(),
  name: z.string(),
  inForce: z.boolean(),
  reached: z.int().describe('people'),
  stopped: z.int().describe('people who came no further and have not completed it'),
  ...deeds,
  ways: z.array(way),
})

const post: z.ZodType<GuidePostNumbers> = z.object({
  id: z.string(),
  name: z.string(),
  date: z.string().exactOptional(),
  inForce: z.boolean(),
  read: z.int().describe('people'),
  reactions: z.array(z.object({ reaction: z.string(), people: z.int() })),
})

const task: z.ZodType<GuideTaskNumbers> = z.object({
  milestone: z.string(),
  name: z.string(),
  inForce: z.boolean(),
  opened: did,
  done: z.int().describe('people who have reached the milestone by now'),
})

const centreItem: z.ZodType<GuideItemNumbers> = z.object({
  name: z.string(),
  section: z.string().exactOptional(),
  opened: did,
})

const part: z.ZodType<GuidePart> = z.object({
  id: z.string(),
  shown: z.int().describe('people'),
  clicked: z.int().describe('people'),
  completed: z.int().describe('people'),
})

export const guideNumbers: z.ZodType<GuideNumbers> = z.object({
  id: z.string(),
  name: z.string(),
  type,
  inForce: z.boolean(),
  version: z.int(),
  from: instant,
  to: instant,
  shown: did,
  opened: did.exactOptional(),
  ...deeds,
  ways: z.array(way),
  toComplete: z
    .object({ showings: z.int(), quarter: ms, half: ms, most: ms })
    .exactOptional()
    .describe('a quarter, half and nine in ten took no longer'),
  steps: z.array(step),
  posts: z.array(post),
  tasks: z.array(task),
  items: z.array(centreItem),
  versions: z.array(z.object({ version: z.int(), shown: z.int() })),
  variants: z.array(part),
  languages: z.array(part),
  asOf: instant,
})
