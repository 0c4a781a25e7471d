import { type Guide, leavesOf, type StoredVersion } from '@waymark/schemas'
import type { ContentNode, GuideStep, LocalText, TextRun } from '@waymark/schemas/wire/content'
import { inFirstLocale } from '../definitions/in-first-locale.ts'
import { mostBy } from './told-sql.ts'

/** Something that can be clicked, as pages call it: its label in the guide's first language. */
export interface BookLabel {
  readonly step: string
  readonly label: string
  readonly inForce: boolean
}

/** A step, or a post of a feed. */
export interface BookStep {
  readonly id: string
  readonly name: string
  readonly inForce: boolean
  readonly date?: string
  readonly reactions: readonly string[]
}

export interface BookTask {
  readonly milestone: string
  readonly name: string
  readonly inForce: boolean
}

export interface BookItem {
  readonly name: string
  readonly section?: string
}

/** What a guide says and has said: the names of today for what was done on any day. */
export interface GuideBook {
  readonly id: string
  readonly name: string
  readonly type: Guide['type']
  readonly inForce: boolean
  readonly version: number
  /** Those of the newest version in their order, then those that only older ones have. */
  readonly steps: readonly BookStep[]
  readonly tasks: readonly BookTask[]
  /** Of the newest version. */
  readonly items: readonly BookItem[]
  readonly labels: readonly BookLabel[]
}

type Text = Extract<ContentNode, { readonly text: unknown }>['text']

const isRuns = (text: Text): text is readonly TextRun[] => Array.isArray(text)

const plainText = (text: Text): string =>
  isRuns(text) ? text.map((run) => inFirstLocale(run.text)).join('') : inFirstLocale(text)

const cut = (text: string, most: number): string => [...text].slice(0, most).join('')

/** Its heading, its question, or how its text begins; `` where it has none. */
const titleOf = ({ content }: GuideStep): string => {
  const leaves = leavesOf(content)
  const texts = [
    ...leaves.map((node) => ('heading' in node ? inFirstLocale(node.heading) : '')),
    ...leaves.map((node) => ('question' in node ? inFirstLocale(node.question.ask) : '')),
    ...leaves.map((node) => ('text' in node ? plainText(node.text) : '')),
  ]
  const text = texts.find((one) => one.trim() !== '') ?? ''
  return [...text].length > 80 ? `${cut(text, 79)}…` : text
}

const labelsIn = (node: ContentNode): readonly LocalText[] => {
  if ('button' in node) return [node.button.label]
  if ('link' in node) return [node.link.label]
  if (!('text' in node) || !isRuns(node.text)) return []
  return node.text.flatMap((run) => (run.link === undefined ? [] : [run.text]))
}

/** As `sdk/src/guide/engine/steps.ts` names it. */
const idOf = ({ id }: GuideStep, at: number): string => id ?? String(at + 1)

const stepsOf = ({ steps }: Guide, inForce: boolean): readonly BookStep[] =>
  steps.map((step, at) => ({
    ...{ id: idOf(step, at), name: titleOf(step), inForce, reactions: step.reactions ?? [] },
    ...(step.date !== undefined && { date: step.date }),
  }))

/** What is folded draws all that it has as one card, which is its first step; it is one even without any. */
const isOneCard = ({ type, steps }: Guide): boolean =>
  steps.length === 0 || type === 'feed' || type === 'resource-centre' || type === 'checklist'

const labelsOf = (guide: Guide, inForce: boolean): readonly BookLabel[] => {
  const [first] = guide.steps
  const card = first ? idOf(first, 0) : '1'
  const named = (step: string, label: LocalText): BookLabel => ({
    ...{ step, label: cut(inFirstLocale(label), mostBy), inForce },
  })
  return [
    ...guide.steps.flatMap((step, at) =>
      leavesOf(step.content)
        .flatMap(labelsIn)
        .map((label) => named(isOneCard(guide) ? card : idOf(step, at), label)),
    ),
    ...[...(guide.tasks ?? []), ...(guide.items ?? [])].map(({ label }) => named(card, label)),
  ]
}

const tasksOf = ({ tasks = [] }: Guide, inForce: boolean): readonly BookTask[] =>
  tasks.map(({ milestone, label }) => ({ milestone, name: inFirstLocale(label), inForce }))

/** Each once: what newer versions say comes first, and stays. */
const newest = <Part>(parts: readonly Part[], keyOf: (part: Part) => string): readonly Part[] => {
  const kept = new Map<string, Part>()
  for (const part of parts) if (!kept.has(keyOf(part))) kept.set(keyOf(part), part)
  return [...kept.values()]
}

/** What a guide says and has said, from its versions, newest first; absent where none of them is one. */
export const guideBook = (
  id: string,
  versions: readonly StoredVersion[],
): GuideBook | undefined => {
  const told = versions.flatMap(({ version, definition }) =>
    definition?.kind === 'guide' ? [{ version, guide: definition }] : [],
  )
  const [last] = told
  if (!last) return undefined
  const { guide, version } = last
  const all = <Part>(partsOf: (guide: Guide, inForce: boolean) => readonly Part[]) =>
    told.flatMap((one) => partsOf(one.guide, one === last))
  return {
    ...{ id, name: guide.name ?? id, type: guide.type, version },
    inForce: versions[0]?.definition !== null,
    steps: newest(all(stepsOf), (step) => step.id),
    tasks: newest(all(tasksOf), (task) => task.milestone),
    items: (guide.items ?? []).map(({ label, section }) => ({
      name: inFirstLocale(label),
      ...(section !== undefined && { section: inFirstLocale(section) }),
    })),
    labels: newest(all(labelsOf), ({ step, label }) => `${step}\n${label}`),
  }
}
