import { startBrowser } from '@waymark/test/support'
import { beforeAll, describe, expect, test } from 'vitest'
import { type CorpusResult, type Judged, runCorpus } from './corpus/run-corpus.ts'
import { heldOut, libraries } from './pages/libraries.ts'

let result: CorpusResult
let unseen: CorpusResult
beforeAll(async () => {
  await using browser = await startBrowser()
  result = await runCorpus(browser)
  unseen = await runCorpus(browser, heldOut)
}, 600_000)

const say = ({ library, mutation, mark, chose, score }: Judged): string =>
  `${library}, ${mutation}: ${mark} -> ${chose} (${score.toFixed(2)})`

describe('targets on pages of real component libraries, after everything that happens to pages', () => {
  test('the corpus is as large as it should be', () => {
    expect(libraries.length).toBeGreaterThanOrEqual(8)
    expect(result.cases.length).toBeGreaterThanOrEqual(60)
  })

  test('no guide ever stands on a wrong element', () => {
    expect(result.wrong.map(say)).toEqual([])
    expect(result.precision).toBe(1)
  })

  test('at least nine of ten elements that are there are found', () => {
    expect(result.recall).toBeGreaterThanOrEqual(0.9)
  })

  test('what is as it was recorded is found everywhere', () => {
    const same = /^(nothing changed|drawn anew by the framework|new names for all classes|new ids)/
    expect(result.missed.filter(({ mutation }) => same.test(mutation)).map(say)).toEqual([])
  })

  test('what has changed of a found element is told', () => {
    const of = (name: string): readonly (readonly [string, readonly string[]])[] =>
      result.cases
        .filter(({ mutation }) => mutation === name)
        .flatMap(({ judgements }) => judgements)
        .map(({ verdict, changed }) => [verdict, changed] as const)
    expect(of('nothing changed').every(([verdict]) => verdict === 'found')).toBe(true)
    const [verdict, changed] = of('landmarks renamed').find(([, each]) => each.length > 0) ?? []
    expect(verdict).toBe('drifted')
    expect(changed?.[0]).toMatch(/^within: .* -> .*The /)
  })
})

describe('targets on pages of libraries that no weight was ever set by', () => {
  test('no guide ever stands on a wrong element', () => {
    expect(unseen.cases.length).toBe((heldOut.length * result.cases.length) / libraries.length)
    expect(unseen.wrong.map(say)).toEqual([])
  })

  test('at least nine of ten elements that are there are found', () => {
    expect(unseen.recall).toBeGreaterThanOrEqual(0.9)
  })
})
