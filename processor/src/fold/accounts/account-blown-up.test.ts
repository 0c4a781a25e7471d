import { type Debt, limits, type RelayRecord } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld } from '../../../manual/support/world.ts'
import { createSeeded } from '../../kills/seeded.ts'
import { compileProgram } from '../../program/compile-program.ts'
import { fold } from '../fold.ts'
import type { FoldInput } from '../inputs/input.ts'
import type { AccountState, MemberState, SubjectState } from '../state.ts'
import { asCarried, isCarried } from './carried.ts'

const startsAt = Date.parse('2026-01-01T08:00:00Z')
const program = compileProgram('test', 1, [])
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** What takes the most bytes that a text of so many characters can take. */
const odd = (characters: number): string => '\u0001'.repeat(characters)

const inputsOf = (debts: readonly Debt[]): readonly FoldInput[] =>
  debts.map((debt, o) => {
    const record: RelayRecord = { v: 1, from: 'test/u/0', p: 0, o, i: 0, at: startsAt + o, debt }
    return { kind: 'relay', record, at: startsAt + o, partition: 0, offset: o }
  })

const foldedBy = (inputs: readonly FoldInput[], together: number): AccountState => {
  let state: SubjectState | undefined
  for (let from = 0; from < inputs.length; from += together)
    state = fold('test/g/acme', state, {
      inputs: inputs.slice(from, from + together),
      program,
    }).state
  if (state?.kind !== 'account') throw new Error('no account')
  return state
}

/** Visitors large and small, of whom some come again, leave, or turn out to be somebody whose id is too long to be carried. */
const crowd = (seed: number, many: number): readonly Debt[] => {
  const chance = createSeeded(seed)
  const somebody = (): string =>
    `test/u/${chance.between(0, 2 * limits.membersKept)}${chance.next() < 0.3 ? '漢'.repeat(150) : ''}`
  return Array.from({ length: many }, (): Debt => {
    const person = somebody()
    if (chance.next() < 0.02) return { k: 'left', person, as: `test/u/${'漢'.repeat(200)}` }
    if (chance.next() < 0.02) return { k: 'left', person }
    const text = odd(chance.between(0, limits.nameLength))
    const named = chance.next() < 0.5 ? { name: text, email: text, role: text } : {}
    const signed = chance.next() < 0.1 ? { signed: true as const } : {}
    const seen = startsAt + chance.between(0, 300)
    return { k: 'activity', person, member: { ...named, ...signed, seen, n: 1 }, leaves: {} }
  })
}

test('a thousand visitors with odd names and ids blew an account up, and it depended on how many were folded at once', () => {
  const inputs = inputsOf(crowd(3, 2200))
  const one = foldedBy(inputs, 1)
  expect(Object.keys(one.members)).toHaveLength(limits.membersKept)
  expect(bytes(one)).toBeLessThan(limits.membersKept * (limits.memberBytes + 128))
  for (const together of [7, 512, inputs.length]) expect(foldedBy(inputs, together)).toEqual(one)
})

test('those who only said that they were members pushed out those who had shown it', () => {
  const member = { seen: startsAt, n: 1 }
  const real = { k: 'activity', person: 'test/u/ann', leaves: {} } as const
  const visitors = (from: number, to: number): readonly Debt[] =>
    Array.from({ length: to - from }, (_, i) => ({
      k: 'activity',
      person: `test/u/visitor-${from + i}`,
      member: { ...member, seen: startsAt + 1 + from + i },
      leaves: {},
    }))
  const signed = { ...real, member: { ...member, signed: true } } as const
  const kept = (first: Debt) =>
    foldedBy(inputsOf([first, ...visitors(0, 2 * limits.membersKept)]), 100).members
  expect(kept({ ...real, member })['test/u/ann']).toBeUndefined()
  expect(kept(signed)['test/u/ann']).toBeDefined()

  const staff = visitors(0, limits.membersKept).map((debt) =>
    debt.k === 'activity' ? { ...debt, member: { ...debt.member, signed: true as const } } : debt,
  )
  const { members } = foldedBy(inputsOf([...staff, { ...real, member }]), 100)
  expect(members['test/u/ann']).toBeUndefined()
  expect(Object.keys(members)).toHaveLength(limits.membersKept)
})

test('whoever has an id that is longer than any real one is counted, and told what the account says when they join it', () => {
  const world = createWorld(
    { kind: 'milestone', id: 'm', level: 'account', order: 1, reached: { did: { event: 'A' } } },
    { kind: 'segment', id: 's', level: 'person', rule: { account: { did: { event: 'A' } } } },
  )
  const userId = '漢'.repeat(200)
  world.send({ userId, type: 'group', groupId: 'acme' })
  world.send({ userId, event: 'A' })
  expect(world.account('acme').joined).toBe(1)
  expect(world.account('acme').members).toEqual({})
  expect(world.all('milestone')).toHaveLength(1)
  world.send({ userId, type: 'group', groupId: 'other' })
  world.send({ userId, type: 'group', groupId: 'acme' })
  expect(Object.keys(world.person(userId).seg)).toEqual(['s'])
})

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(odd(200), '漢'.repeat(200), '🦊'.repeat(100), '"'.repeat(200)),
)
const maybe = fc.option(text, { nil: undefined })
const somebody = fc.record({ id: text, name: maybe, email: maybe, role: maybe })

/** How many bytes the texts take that are carried. */
const carriedBytes = (person: string, { name, email, role }: MemberState): number =>
  [person, name, email, role].reduce((sum, one) => sum + (one === undefined ? 0 : bytes(one)), 0)

test('what is carried of a member is within its bounds, whole characters, and stays as it is when it is looked at again', () => {
  fc.assert(
    fc.property(somebody, ({ id, ...texts }) => {
      const person = `test/u/${id}`
      fc.pre(isCarried(person))
      const kept = asCarried(person, JSON.parse(JSON.stringify({ ...texts, seen: 1, n: 2 })))
      expect(carriedBytes(person, kept)).toBeLessThanOrEqual(limits.memberBytes)
      expect([undefined, texts.email]).toContain(kept.email)
      for (const field of ['name', 'role'] as const) {
        const [given, short] = [texts[field] ?? '', kept[field] ?? '']
        expect(given.startsWith(short)).toBe(true)
        expect(short.isWellFormed()).toBe(true)
      }
      expect(kept).toMatchObject({ seen: 1, n: 2 })
      expect(asCarried(person, kept)).toEqual(kept)
    }),
    { numRuns: 500 },
  )
})

test('a member with an ordinary name is carried as they are', () => {
  const member = { name: 'Ann Lee', email: 'ann@example.com', role: 'product manager' }
  expect(asCarried('test/u/ann', { ...member, seen: 1, n: 2 })).toEqual({
    ...member,
    seen: 1,
    n: 2,
  })
})

test('where very many rules are told of each member, fewer are carried', () => {
  const rules = Array.from({ length: 200 }, (_, i) => ({
    kind: 'segment',
    id: `of-${i}`,
    level: 'account',
    rule: { members: { where: { did: { event: `A${i}` } }, count: { gte: 1 } } },
  }))
  const world = createWorld()
  const group = { type: 'group', groupId: 'acme' } as const
  world.send({ ...group, userId: 'p' })
  const others = Array.from({ length: limits.membersKept - 1 }, (_, i) => [
    `test/u/p${i}`,
    { seen: world.now - 1000 + i, n: 1 },
  ])
  const acme = world.account('acme')
  const members = { ...acme.members, ...Object.fromEntries(others) }
  world.states.set('test/g/acme', { ...acme, members })
  world.redefine(...rules)
  world.send({ ...group, userId: 'ann' })
  const carried = Object.keys(world.account('acme').members)
  expect(carried).toContain('test/u/ann')
  expect(carried.length).toBeLessThan(600)
})
