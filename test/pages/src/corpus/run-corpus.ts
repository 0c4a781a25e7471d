import { newPage } from '@waymark/test/support'
import type { Browser } from 'playwright-core'
import { bundlePage } from '../page/bundle-page.ts'
import type { Judgement } from '../page/corpus-page.ts'
import { type Library, libraries } from '../pages/libraries.ts'
import { dialogMarks, marks, mutations } from './mutations.ts'

/** One page of one library after one mutation, with every target judged. */
export interface Case {
  readonly library: Library
  readonly mutation: string
  readonly mayRefuse: boolean
  readonly judgements: readonly Judgement[]
}

export type Judged = Judgement & Omit<Case, 'judgements'>

export interface CorpusResult {
  readonly cases: readonly Case[]
  /** A guide would have stood on the wrong element. */
  readonly wrong: readonly Judged[]
  readonly missed: readonly Judged[]
  /** Of those that were shown, how many were right. */
  readonly precision: number
  /** Of those that are there, how many were found. */
  readonly recall: number
}

const judgeLibrary = async (browser: Browser, library: Library): Promise<readonly Case[]> => {
  const { script, styles } = await bundlePage(
    `pages/${library}`,
    `import { startCorpus } from './page/corpus-page.ts'\nstartCorpus(page)`,
  )
  const page = await newPage(browser, { width: 1280, height: 1600 })
  try {
    await page.route('https://pages.test/**', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: '<!doctype html><html lang="en"><head><title>Products</title><style>[data-truth=updates]:empty,.box{display:inline-block;width:16px;height:16px;border:1px solid}</style></head><body></body></html>',
      }),
    )
    await page.goto('https://pages.test/products')
    await page.addStyleTag({ content: styles || ':root {}' })
    await page.addScriptTag({ content: script })
    await page.evaluate(async () => {
      await window.corpus.record('de', { words: 'german' })
      await window.corpus.record('dialog', { open: true })
      await window.corpus.record('en')
    })
    const cases: Case[] = []
    for (const { means = (mark: string) => mark, name, ...mutation } of mutations) {
      const answers = Object.fromEntries(
        [...marks, ...dialogMarks].map((mark) => [mark, means(mark)]),
      )
      const judgements = await page.evaluate(([what, right]) => window.corpus.judge(what, right), [
        { name, ...mutation },
        answers,
      ] as const)
      cases.push({ library, mutation: name, mayRefuse: mutation.mayRefuse ?? false, judgements })
    }
    return cases
  } finally {
    await page.close()
  }
}

/** Records every target on every library's page, changes the page in every way, and looks for each again. */
export const runCorpus = async (
  browser: Browser,
  of: readonly Library[] = libraries,
): Promise<CorpusResult> => {
  const cases: Case[] = []
  for (const library of of) cases.push(...(await judgeLibrary(browser, library)))
  const all = cases.flatMap(({ judgements, ...of }) =>
    judgements.map((judgement) => ({ ...of, ...judgement })),
  )
  const shown = all.filter(({ chose }) => chose !== 'none')
  const right = shown.filter(({ means, chose }) => means === chose)
  const there = all.filter(({ means, mayRefuse }) => means !== 'none' && !mayRefuse)
  const found = there.filter(({ means, chose }) => means === chose)
  return {
    cases,
    wrong: shown.filter(({ means, chose }) => means !== chose),
    missed: there.filter(({ chose }) => chose === 'none'),
    precision: shown.length === 0 ? 0 : right.length / shown.length,
    recall: there.length === 0 ? 0 : found.length / there.length,
  }
}
