import type { Definition } from '@waymark/schemas'
import type { GoldenFeatures, GoldenTarget } from '@waymark/schemas/api/golden'
import type { EventStore } from '@waymark/storage'
import { findGolden, namesIn } from './find-golden.ts'
import { partsOfTarget, targetSql, targetsOf } from './golden-targets.ts'
import { type EarlyQuestion, type Feature, readEarlyDeeds, readEarlyPeople } from './read-early.ts'

export interface GoldenQuestion {
  readonly env: string
  readonly definitions: readonly Definition[]
  readonly target: GoldenTarget
  readonly firstMs: number
  readonly byMs: number
  readonly asOf: number
}

const mostShown = 100

/** What people do in their first days that goes with reaching the target later: a correlation, until an experiment has shown more. */
export const readGolden = async (
  store: EventStore,
  question: GoldenQuestion,
): Promise<GoldenFeatures> => {
  const { env, definitions, target, firstMs, byMs, asOf } = question
  const early: EarlyQuestion = {
    env,
    features: definitions.filter((d): d is Feature => d.kind === 'feature'),
    target: targetSql(target, { env, definitions, asOf }),
    firstMs,
    byMs,
    asOf,
  }
  const { young, already, ...all } = await readEarlyPeople(store, early)
  const own = partsOfTarget(target, definitions)
  const deeds = await readEarlyDeeds(store, early)
  const others = deeds.filter(({ key }) => !own.has(key))
  const { tried, items } = findGolden(others, all, namesIn(definitions))
  return {
    target,
    targets: targetsOf(definitions),
    firstMs,
    byMs,
    ...all,
    leftOut: { young, already },
    tried,
    items: items.slice(0, mostShown),
    asOf,
  }
}
