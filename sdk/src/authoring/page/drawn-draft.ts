import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type {
  ContentNode,
  GuideContent,
  GuideStep,
  LocalText,
  Look,
  Question,
  Theme,
} from '@waymark/schemas/wire/content'
import { kindOfStep } from '../document/kinds.ts'
import { isLaunched, servedSteps } from '../document/launched.ts'
import { isRuns } from '../document/nodes.ts'
import { asDrawn } from './read-written.ts'

/** As the server does it: ground and text belong together, and so does what is light or dark. */
const inBrand = (brand: Look | undefined, own: Theme = {}): Look => {
  const { background: _, text: __, ...rest } = brand ?? {}
  const isGroundOwn = own.background ?? own.text ?? own.mode
  return { ...(isGroundOwn ? rest : brand), ...own }
}

/** The file that visitors would be served. */
export const contentOf = (
  { id, type, target, steps, hotspot, tasks, launcher, items, theme }: GuideDraft,
  brand?: Look,
): GuideContent => ({
  v: 1,
  guide: id,
  version: 0,
  type,
  steps: isLaunched({ type })
    ? servedSteps({ steps, ...(target && { target }), ...(launcher && { launcher }) })
    : steps,
  ...(target && { target }),
  ...(hotspot && { hotspot }),
  ...(tasks && { tasks }),
  ...(launcher && { launcher }),
  ...(items && { items }),
  ...((theme || brand) && { theme: inBrand(brand, theme) }),
})

/** With its tokens as they are written. */
export const drawnText = (text: LocalText): LocalText =>
  typeof text === 'string'
    ? asDrawn(text)
    : Object.fromEntries(Object.entries(text).map(([locale, words]) => [locale, asDrawn(words)]))

const drawnNode = (node: ContentNode): ContentNode => {
  if ('heading' in node) return { heading: drawnText(node.heading) }
  if ('text' in node) {
    return isRuns(node.text)
      ? { text: node.text.map((run) => ({ ...run, text: drawnText(run.text) })) }
      : { text: drawnText(node.text) }
  }
  if ('list' in node) return { ...node, list: node.list.map(drawnText) }
  if ('button' in node) return { button: { ...node.button, label: drawnText(node.button.label) } }
  if ('link' in node) return { link: { ...node.link, label: drawnText(node.link.label) } }
  if ('input' in node) return { input: { ...node.input, label: drawnText(node.input.label) } }
  if ('question' in node) return { question: drawnQuestion(node.question) }
  return unfinished(node) ?? node
}

const drawnQuestion = ({ ask, choices, ...question }: Question): Question => ({
  ...question,
  ask: drawnText(ask),
  ...(choices && {
    choices: choices.map((choice) => ({ ...choice, label: drawnText(choice.label) })),
  }),
})

/** What is not chosen yet has a place all the same. */
const unfinished = (node: ContentNode): ContentNode | undefined => {
  if ('image' in node && node.image.src === '') return { text: 'An image: choose it in the panel.' }
  if ('video' in node && node.video.src === '')
    return { text: 'A video: say where it is in the panel.' }
  return undefined
}

/** A step as its author sees it: the same card, with tokens unfilled; what would make the page wait does not while it is written. */
export const drawnStep = (guide: GuideDraft, step: GuideStep): GuideStep => ({
  ...step,
  ...(['modal', 'survey', 'paywall'].includes(kindOfStep(guide, step)) && { backdrop: false }),
  content: step.content.map(drawnNode),
})
