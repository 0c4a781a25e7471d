import type { FromPage, GuideDraft } from '@waymark/schemas/wire/authoring'
import type { GuideType } from '@waymark/schemas/wire/content'

type Say = FromPage['say']

/** What arrived, whatever it is. */
type Said = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const longestUrl = 8000
/** Twice what the server keeps, which says so of what is longer. */
const longestDraft = 400_000

const stepIn = ({ step }: Said): number | undefined =>
  Number.isSafeInteger(step) && Number(step) >= 0 ? Number(step) : undefined

const guideTypes: { readonly [type in GuideType]: true } = {
  tooltip: true,
  modal: true,
  banner: true,
  slideout: true,
  hotspot: true,
  tour: true,
  survey: true,
  checklist: true,
  feed: true,
  'resource-centre': true,
  launcher: true,
  paywall: true,
}

const isStep = (value: unknown): boolean =>
  isObject(value) && Array.isArray(value['content']) && value['content'].every(isObject)

const isTask = (value: unknown): boolean =>
  isObject(value) && typeof value['milestone'] === 'string'

const isGuide = ({ type, name = '', steps, tasks = [] }: Said): boolean =>
  typeof type === 'string' &&
  Object.hasOwn(guideTypes, type) &&
  typeof name === 'string' &&
  Array.isArray(steps) &&
  steps.every(isStep) &&
  Array.isArray(tasks) &&
  tasks.every(isTask)

/** A copy that is JSON and nothing else: a port also carries rings, dates and numbers that JSON has none of. */
const guideIn = (value: unknown): GuideDraft | undefined => {
  try {
    const text = JSON.stringify(value) ?? ''
    const guide: unknown = text.length > longestDraft ? undefined : JSON.parse(text)
    return isObject(guide) && isGuide(guide) ? (guide as unknown as GuideDraft) : undefined
  } catch {
    return undefined
  }
}

type Readers = {
  readonly [S in Say]: (said: Said) => Extract<FromPage, { readonly say: S }> | undefined
}

const readers: Readers = {
  ready: ({ url }) =>
    typeof url === 'string' && url.length <= longestUrl && URL.canParse(url)
      ? { say: 'ready', url }
      : undefined,
  changed: (said) => {
    const guide = guideIn(said['guide'])
    const step = stepIn(said)
    return guide && step !== undefined ? { say: 'changed', guide, step } : undefined
  },
  at: (said) => {
    const step = stepIn(said)
    return step === undefined ? undefined : { say: 'at', step }
  },
  save: () => ({ say: 'save' }),
  end: () => ({ say: 'end' }),
}

const isSay = (say: unknown): say is Say => typeof say === 'string' && Object.hasOwn(readers, say)

/** What the page says, by its window or over a line: any script in it can say anything, and what makes no sense is not heard. */
export const fromPage = (data: unknown): FromPage | undefined =>
  isObject(data) && isSay(data['say']) ? readers[data['say']](data) : undefined
