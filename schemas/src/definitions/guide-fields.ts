import { z } from 'zod'
import type { GuideStep, GuideType } from '../wire/content.ts'
import {
  hotspotSchema,
  stepSchema,
  targetSchema,
  taskSchema,
  themeSchema,
  triggerSchema,
} from '../wire/content-schema.ts'
import { centreItemSchema, launcherSchema } from '../wire/launcher-schema.ts'
import type { Fault } from './fault.ts'
import { faultsOfAnswers } from './guide-faults/answers.ts'
import { faultsOfFeed } from './guide-faults/feed.ts'
import { faultsOfLaunched, hasLauncher } from './guide-faults/launched.ts'
import { asks, leavesOf } from './guide-faults/leaves-of.ts'
import { faultsOfPaywall } from './guide-faults/paywall.ts'
import { faultsOfSurveySteps } from './guide-faults/survey-steps.ts'
import { faultsOfTheme } from './guide-faults/theme.ts'
import { faultsOfWords } from './guide-faults/words.ts'

/** What this version shows. */
const types = [
  'tooltip',
  'modal',
  'banner',
  'slideout',
  'hotspot',
  'tour',
  'survey',
  'checklist',
  'feed',
  'resource-centre',
  'launcher',
  'paywall',
] as const satisfies readonly GuideType[]

/** What a guide is beside its id and name. */
export const guideFields = {
  type: z.enum(types, { error: `one of ${types.join(', ')}` }),
  target: targetSchema.exactOptional(),
  trigger: triggerSchema.exactOptional(),
  steps: z.array(stepSchema).max(20),
  hotspot: hotspotSchema.exactOptional(),
  tasks: z.array(taskSchema).min(1).max(20).exactOptional(),
  launcher: launcherSchema.exactOptional(),
  items: z.array(centreItemSchema).min(1).max(50).exactOptional(),
  theme: themeSchema.exactOptional(),
}

const guideBody = z.strictObject(guideFields)
export type GuideBody = Omit<z.infer<typeof guideBody>, 'type'> & { readonly type: GuideType }

/** What only the whole guide shows: parts that its type does not have, and steps that nobody can reach. */
export const checkGuide = (guide: GuideBody, ctx: z.RefinementCtx): void => {
  for (const { path, message } of faultsIn(guide)) {
    ctx.addIssue({ code: 'custom', path: [...path], message })
  }
}

const faultsIn = (guide: GuideBody): readonly Fault[] => [
  ...faultsOfParts(guide),
  ...faultsOfLaunched(guide),
  ...faultsOfFeed(guide),
  ...faultsOfPaywall(guide),
  ...faultsOfSurveySteps(guide),
  ...faultsOfAnswers(guide),
  ...faultsOfTheme(guide),
  ...faultsOfWords(guide),
  ...guide.steps.flatMap((step, at) => [
    ...faultsOfStep(guide, step).map((fault) => ({ ...fault, path: ['steps', at, ...fault.path] })),
    ...faultsOfLinks(guide, step).map((message) => ({ path: ['steps', at], message })),
  ]),
]

const faultsOfParts = ({ type, steps, hotspot, tasks }: GuideBody): readonly Fault[] => {
  const isButton = hotspot?.start !== undefined || hasLauncher(type)
  const needsStep = steps.length === 0 && (!isButton || type === 'feed')
  return [
    needsStep && { path: ['steps'], message: 'at least one step' },
    hotspot && type !== 'hotspot' && { path: ['hotspot'], message: `a ${type} has no hotspot` },
    tasks && type !== 'checklist' && { path: ['tasks'], message: `a ${type} has no tasks` },
    !tasks && type === 'checklist' && { path: ['tasks'], message: 'a checklist needs tasks' },
    new Set(steps.map(idOf)).size < steps.length && { path: ['steps'], message: 'ids that differ' },
  ].filter((fault) => fault !== false && fault !== undefined)
}

const idOf = (step: GuideStep, at: number): string => step.id ?? String(at + 1)

const kindOf = ({ type }: GuideBody, step: GuideStep): GuideType =>
  type === 'tour' ? (step.kind ?? (step.target ? 'tooltip' : 'modal')) : type

/** Fields that only some kinds read; elsewhere they would say something that does not happen. */
const readers: { readonly [field in keyof GuideStep]?: readonly GuideType[] } = {
  placement: ['tooltip', 'hotspot'],
  spotlight: ['tooltip', 'hotspot'],
  position: ['modal', 'banner', 'slideout', 'survey', 'checklist'],
  backdrop: ['modal', 'survey'],
  layout: ['banner', 'survey'],
}

const faultsOfStep = (guide: GuideBody, step: GuideStep): readonly Fault[] => {
  const { type } = guide
  const kind = kindOf(guide, step)
  const anchored = kind === 'tooltip' || kind === 'hotspot' || step.layout === 'inline'
  const edges = ['top', 'bottom', undefined]
  const idle = Object.entries(readers).filter(
    ([field, kinds]) => field in step && !kinds.includes(kind),
  )
  return [
    ...idle.map(([field]) => ({ path: [field], message: `a ${kind} has no ${field}` })),
    step.kind && type !== 'tour' && { path: ['kind'], message: `only a tour's steps have a kind` },
    step.trigger && type !== 'tour' && { path: ['trigger'], message: 'only in a tour' },
    step.skip && type !== 'tour' && { path: ['skip'], message: 'only in a tour' },
    kind !== 'survey' &&
      asks(step) && {
        path: ['content'],
        message: `only a ${type === 'tour' ? 'step of kind survey' : 'survey'} has questions`,
      },
    kind === 'banner' &&
      !edges.includes(step.position) && { path: ['position'], message: 'top or bottom' },
    anchored &&
      !step.target &&
      !guide.target && {
        path: [],
        message: `a target, here or for the whole guide: a ${kind} points at an element`,
      },
  ].filter((fault) => typeof fault === 'object')
}

const faultsOfLinks = ({ steps }: GuideBody, step: GuideStep): readonly string[] => {
  const ids = new Set(steps.map(idOf))
  const actions = leavesOf(step.content).flatMap((node) =>
    'button' in node ? [node.button.action].flat() : [],
  )
  const targets = [
    ...actions.flatMap((action) => ('goto' in action ? [action.goto] : [])),
    ...(step.branch ?? []).map((branch) => branch.goto),
  ]
  return targets.filter((id) => !ids.has(id)).map((id) => `there is no step "${id}" to go to`)
}
