import { ruleSchema } from '@waymark/schemas'
import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import { expect, test } from 'vitest'
import { plainAudiences, ruleOf, segmentAudiences } from './audience-choice.ts'

const segment = (id: string, level: 'person' | 'account'): DefinitionItem => ({
  ...{ kind: 'segment', id, version: 1, at: 0, by: 'Mara', says: `${id} says.` },
  definition: { kind: 'segment', id, level, rule: { did: { event: 'Login' } } },
})

const items = [segment('busy', 'person'), segment('large', 'account')]

test('publishing to a segment sent a rule that there is none of; every choice is a rule', () => {
  const rules = [...plainAudiences, ...segmentAudiences(items)].map(({ id }) =>
    ruleOf(id, { written: '', items }),
  )
  expect(rules.slice(-2)).toEqual([
    { segment: { id: 'busy' } },
    { account: { segment: { id: 'large' } } },
  ])
  for (const rule of rules) expect(ruleSchema.safeParse(rule).success).toBe(true)
})

test('nobody is no rule, and what is written is read as it is', () => {
  expect(ruleOf('nobody', { written: '', items })).toBeUndefined()
  expect(ruleOf('rule', { written: '{"a":1}', items })).toEqual({ a: 1 })
  expect(() => ruleOf('rule', { written: '{', items })).toThrow()
})
