import type { Target } from '@waymark/schemas/wire/content'
import { type Examination, examine, joinRecordings, recordTarget } from '@waymark/sdk/targets'
import { markupChanges } from '../corpus/markup-changes.ts'
import { dialogMarks, type Mutation, marks } from '../corpus/mutations.ts'
import { draftOf, type LibraryPage, usual, type Variant } from '../pages/variant.ts'
import { findMarked } from './find-marked.ts'

/** One target looked for after one mutation. */
export interface Judgement extends Omit<Examination, 'changed' | 'likely'> {
  readonly mark: string
  /** Which element it means now, and which was chosen: marks, or `none`. */
  readonly means: string
  readonly chose: string
  readonly changed: readonly string[]
}

export interface CorpusPage {
  record(language: string, variant?: Partial<Variant>): void
  recordings(): { readonly [mark: string]: Target }
  judge(
    mutation: Omit<Mutation, 'means'>,
    means: { readonly [mark: string]: string },
  ): readonly Judgement[]
}

declare global {
  interface Window {
    corpus: CorpusPage
  }
}

const marksOf = (inDialog: boolean | undefined) => (inDialog ? dialogMarks : marks)

const known = (mark: string, target: Target | undefined): Target => {
  if (!target) throw new Error(`${mark} was not recorded`)
  return target
}

/** Web components draw a little later, and dialogs fade in. */
const settle = async (): Promise<void> => {
  for (const element of document.querySelectorAll('*')) {
    if ('updateComplete' in element) await element.updateComplete
  }
  await new Promise(requestAnimationFrame)
  await new Promise((resolve) => setTimeout(resolve))
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
      animation.finish()
  }
}

/** Puts a library's page under the corpus: what the tests call in the browser. */
export const startCorpus = (page: LibraryPage): void => {
  const root = document.createElement('div')
  document.body.append(root)
  const recorded: { [language: string]: { [mark: string]: Target } } = {}
  const draw = async (variant: Partial<Variant>): Promise<void> => {
    for (const left of document.querySelectorAll('[data-added]')) left.remove()
    await page.draw(root, draftOf({ ...usual, ...variant }))
    document.documentElement.lang = variant.words === 'german' ? 'de' : 'en'
    await settle()
  }
  const record = async (language: string, variant: Partial<Variant> = {}): Promise<void> => {
    await draw(variant)
    recorded[language] = Object.fromEntries(
      marksOf(variant.open).flatMap((mark) => {
        const element = findMarked(mark)
        if (!element) throw new Error(`${page.library} has no ${mark}`)
        return [[mark, recordTarget(element)]]
      }),
    )
  }
  const targetOf = (mark: string, { bilingual, inDialog }: Omit<Mutation, 'means'>): Target => {
    if (inDialog) return known(mark, recorded.dialog?.[mark])
    const [en, de] = [recorded.en?.[mark], recorded.de?.[mark]]
    const target = bilingual && en && de ? joinRecordings({ en, de }) : en
    return known(mark, target)
  }
  const markOf = (element: Element | undefined): string => {
    if (!element) return 'none'
    return (
      [...marks, ...dialogMarks].find((mark) => findMarked(mark) === element) ??
      `other: ${element.outerHTML.slice(0, 120)}`
    )
  }
  const judge: (...args: Parameters<CorpusPage['judge']>) => Promise<readonly Judgement[]> = async (
    mutation,
    means,
  ) => {
    await draw({ open: mutation.inDialog ?? false, ...mutation.variant })
    for (const change of mutation.markup ?? []) markupChanges[change]()
    await settle()
    return marksOf(mutation.inDialog).map((mark) => {
      const { element, verdict, score, changed } = examine(targetOf(mark, mutation))
      return {
        ...{ mark, means: means[mark] ?? mark, verdict, score },
        chose: markOf(verdict === 'hidden' ? undefined : element),
        changed: changed.map(({ signal, recorded, found }) => `${signal}: ${recorded} -> ${found}`),
      }
    })
  }
  Object.assign(window, { corpus: { record, judge, recordings: () => recorded.en ?? {} } })
}
