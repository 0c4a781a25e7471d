import { takeForGranted } from '@waymark/dashboard-server'
import {
  compileRule,
  type Definition,
  type Level,
  type RuleScope,
  ruleNamesIn,
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
    ...takeForGranted(names, { level, isGranted: () => true }),
    leaf: () => undefined,
    hold: () => undefined,
    onAccount: onOther('account'),
    onMembers: onOther('person'),
    reads: read,
    mayReadFlows: true,
    readsDecisions: () => undefined,
  })
  return { scope, read, reads: () => [...reads] }
}
