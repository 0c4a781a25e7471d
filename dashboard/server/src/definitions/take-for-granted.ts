import type { FeatureUse, Level, RuleNames, ScoreSource } from '@waymark/schemas'

/** Whether a definition that is not at hand may be there all the same. */
export type IsGranted = (kind: string, id: string) => boolean

const anyUse: readonly FeatureUse[] = [{ event: 'anything' }]

const anyScore = (level: Level): ScoreSource => ({
  score: { level, core: [{ event: 'anything' }] },
  cohorts: undefined,
})

/**
 * What rules of a level may name where some definitions are not at hand: whatever those may turn out to be, it is not held against
 * who names them.
 */
export const takeForGranted = (
  names: RuleNames,
  { level, isGranted }: { readonly level: Level; readonly isGranted: IsGranted },
): RuleNames => {
  const granted = <T>(kind: string, id: string, value: T): T | undefined =>
    isGranted(kind, id) ? value : undefined
  return {
    ...names,
    levelOf: (kind, id) => names.levelOf(kind, id) ?? granted(kind, id, level),
    has: (kind, id) => names.has(kind, id) || isGranted(kind, id),
    isVerified: (kind, id) =>
      names.has(kind, id) ? names.isVerified(kind, id) : isGranted(kind, id),
    scoreOf: (id) => names.scoreOf(id) ?? granted('score', id, anyScore(level)),
    feature: (id) => names.feature(id) ?? granted('feature', id, anyUse),
  }
}
