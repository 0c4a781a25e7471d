import { isTrue, type Verdict, verdict } from '@waymark/schemas'
import type { RuleProgram } from '../../program/engagement.ts'
import type { SubjectFacts } from '../facts-of.ts'
import type { Answer, GateKeeper } from './gate.ts'

interface Asked {
  readonly open: Verdict
  readonly wants: string
  readonly found: readonly [yes: string, no: string]
}

/** Where the account has not said yet what the rule asks of it, a gate that is shut waits for that. */
const answerOf = ({ waits }: SubjectFacts, { open, wants, found: [yes, no] }: Asked): Answer => {
  if (isTrue(open)) return { open, wants, found: yes }
  if (waits === 0) return { open, wants, found: no }
  const found = 'the account has not answered yet'
  return { open: verdict(false, waits), wants, found, whenShut: 'waits', awaited: true }
}

const ask = ({ holds }: RuleProgram, facts: SubjectFacts): Verdict => {
  facts.waits = 0
  return holds(facts)
}

export const audience: GateKeeper = {
  gate: 'audience',
  whenShut: 'drops',
  look: ({ audience: rule }, { facts }) => {
    const found = ['holds', 'does not hold'] as const
    return answerOf(facts, { open: ask(rule, facts), wants: rule.says, found })
  },
}

export const exclude: GateKeeper = {
  gate: 'exclude',
  whenShut: 'drops',
  look: ({ exclude: rule }, { facts }) => {
    if (!rule) return undefined
    const found = ['not excluded', 'excluded'] as const
    return answerOf(facts, { open: -ask(rule, facts), wants: `not: ${rule.says}`, found })
  },
}

export const goal: GateKeeper = {
  gate: 'goal',
  whenShut: 'drops',
  look: ({ goal: rule }, { facts }) => {
    if (!rule) return undefined
    const found = ['open', 'already met'] as const
    const wants = `goal still open: ${rule.says}`
    return answerOf(facts, { open: -ask(rule, facts), wants, found })
  },
}
