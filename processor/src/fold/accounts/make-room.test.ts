import { type Debt, limits, type RelayRecord } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createSeeded } from '../../kills/seeded.ts'
import { compileProgram } from '../../program/compile-program.ts'
import { fold } from '../fold.ts'
import type { FoldInput } from '../inputs/input.ts'
import type { SubjectState } from '../state.ts'

const startsAt = Date.parse('2026-01-01T08:00:00Z')
const program = compileProgram('test', 1, [])

const chance = createSeeded(7)
const somebody = (): string => `test/u/${chance.between(0, 2 * limits.membersKept)}`

/** Now and then somebody turns out to have been a visitor; all else is what members did, many at the same instant, some of it late. */
const debts: readonly Debt[] = Array.from({ length: 3000 }, (): Debt => {
  if (chance.next() < 0.02) return { k: 'left', person: somebody(), as: somebody() }
  const seen = startsAt + chance.between(0, 300)
  return { k: 'activity', person: somebody(), member: { seen, n: 1 }, leaves: {} }
})

const inputs = debts.map((debt, o): FoldInput => {
  const record: RelayRecord = { v: 1, from: 'test/u/0', p: 0, o, i: 0, at: startsAt + o, debt }
  return { kind: 'relay', record, at: startsAt + o, partition: 0, offset: o }
})

/** Who is carried by name, once folded so many at a time. */
const membersBy = (together: number): readonly string[] => {
  let state: SubjectState | undefined
  for (let from = 0; from < inputs.length; from += together) {
    const some = inputs.slice(from, from + together)
    state = fold('test/g/acme', state, { inputs: some, program }).state
  }
  return state?.kind === 'account' ? Object.keys(state.members).toSorted() : []
}

const plainly = (): readonly string[] => {
  const members = new Map<string, number>()
  const drop = (): void => {
    let oldest: readonly [person: string, seen: number] | undefined
    for (const one of members) {
      const by = oldest ? one[1] - oldest[1] : -1
      if (!oldest || by < 0 || (by === 0 && one[0] < oldest[0])) oldest = one
    }
    if (oldest) members.delete(oldest[0])
  }
  for (const debt of debts) {
    if (debt.k === 'activity') {
      const now = members.get(debt.person)
      if (now === undefined && members.size >= limits.membersKept) drop()
      members.set(debt.person, Math.max(debt.member.seen, now ?? 0))
    } else if (debt.k === 'left' && debt.as !== undefined) {
      const now = members.get(debt.person)
      if (now === undefined) continue
      members.delete(debt.person)
      if (!members.has(debt.as)) members.set(debt.as, now)
    }
  }
  return [...members.keys()].toSorted()
}

test('of a full account those who were seen longest ago make room, however many records are folded at once', () => {
  const expected = plainly()
  expect(expected.length).toBeGreaterThan(limits.membersKept - 100)
  for (const together of [30, 250, inputs.length]) expect(membersBy(together)).toEqual(expected)
})
