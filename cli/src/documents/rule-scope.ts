import {
  compileRule,
  type Definition,
  type FeatureUse,
  type Level,
  type RuleScope,
  ruleNamesIn,
  type ScoreSource,
} from '@waymark/schemas'

/** The definitions of the files at hand, and what their rules name beside them. */
export interface Names {
  /** How rules at this level are compiled. What only an instance can know is taken for granted, and noted. */
  readonly scope: (level: Level) => RuleScope
  /** Notes a definition that is named; what the files hold themselves is not. */
  readonly read: (kind: string, id: string) => void
  /** `kind/id` of everything that was named and is not in the files. */
  readonly reads: () => readonly string[]
}

const anyUse: readonly FeatureUse[] = [{ event: 'anything' }]

const anyScore = (id: string, level: Level): ScoreSource => ({
  score: { kind: 'score', id, level, core: [{ event: 'anything' }] },
  cohorts: undefined,
})

/** Starts anew what is named: once per document. */
export const namesAmong = (definitions: readonly Definition[]): Names => {
  const names = ruleNamesIn(definitions)
  const reads = new Set<string>()
  const read = (kind: string, id: string): void => {
    if (id !== '' && !names.has(kind, id)) reads.add(`${kind}/${id}`)
  }
  const onOther = (level: Level) => (rule: Parameters<typeof compileRule>[0], path: string) => {
    compileRule(rule, { level, path }, scope(level))
    return path
  }
  const scope = (level: Level): RuleScope => ({
    ...names,
    leaf: () => undefined,
    hold: () => undefined,
    onAccount: onOther('account'),
    onMembers: onOther('person'),
    levelOf: (kind, id) => names.levelOf(kind, id) ?? level,
    has: () => true,
    isVerified: (kind, id) => !names.has(kind, id) || names.isVerified(kind, id),
    scoreOf: (id) => names.scoreOf(id) ?? anyScore(id, level),
    feature: (id) => names.feature(id) ?? anyUse,
    reads: read,
    mayReadFlows: true,
    readsDecisions: () => undefined,
  })
  return { scope, read, reads: () => [...reads] }
}
