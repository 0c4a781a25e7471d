import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome, Ratio } from './outcome.ts'

/** Ratios of the last accepted run, by benchmark. */
export type Baseline = { readonly [name: string]: Ratio }

const file = join(import.meta.dirname, '../../baseline.json')

/** A ratio may wander by this much before somebody is told. */
const tolerated = 0.15

export const readBaseline = (): Baseline => JSON.parse(readFileSync(file, 'utf8'))

/** Takes over the ratios of these outcomes; others keep theirs. */
export const updateBaseline = (outcomes: readonly Outcome[]): void => {
  const all: Record<string, Ratio> = { ...readBaseline() }
  for (const { name, ratio } of outcomes) if (ratio) all[name] = ratio
  const sorted = Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}

/** What became worse than the baseline by more than is tolerated; a sentence each. */
export const compareWith = (baseline: Baseline, outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.flatMap(({ name, ratio }) => {
    const before = baseline[name]
    if (!before || !ratio) return []
    const change = ratio.value / before.value - 1
    const worse = ratio.better === 'more' ? -change : change
    if (worse <= tolerated) return []
    const percent = `${Math.round(worse * 100)} %`
    return [`${name}: its ratio went from ${before.value} to ${ratio.value}, ${percent} worse`]
  })
