import { expect, test } from 'vitest'
import { createTeller } from './create-teller.ts'
import { inertWaymark } from './inert.ts'
import type { SignedIn } from './signed-in.ts'

/** What the client hears when these are rendered one after the other. */
const hears = (...rendered: readonly (SignedIn | undefined)[]) => {
  const told: unknown[] = []
  const client = {
    ...inertWaymark('wk_1'),
    identify: (userId: string, _: unknown, { token }: { readonly token?: unknown } = {}) =>
      told.push(typeof token === 'function' ? [userId, 'function'] : [userId, token]),
  }
  const tell = createTeller()
  for (const who of rendered) tell(client, who)
  return told
}

test('a token that came after the first render was never told', () => {
  const ann = { userId: 'ann' }
  expect(hears(ann, { ...ann, token: 't1' }, { ...ann, token: 't1' })).toEqual([
    ['ann', undefined],
    ['ann', 't1'],
  ])
  expect(hears(ann, { ...ann, token: async () => 't1' })).toEqual([
    ['ann', undefined],
    ['ann', 'function'],
  ])
})

test('a token that is new is told; one that is away while it is fetched anew is not', () => {
  const [ann, t1, t2] = [{ userId: 'ann' }, { token: 't1' }, { token: 't2' }]
  expect(hears({ ...ann, ...t1 }, ann, { ...ann, ...t1 }, { ...ann, ...t2 })).toEqual([
    ['ann', 't1'],
    ['ann', 't2'],
  ])
})

test('a function that is made anew at every render is told once for each person', () => {
  const render = (userId: string) => ({ userId, token: async () => 't' })
  const rendered = [render('ann'), render('ann'), { userId: 'bob' }, render('bob'), render('bob')]
  expect(hears(...rendered)).toEqual([
    ['ann', 'function'],
    ['bob', undefined],
    ['bob', 'function'],
  ])
})

test('traits of which no JSON can be made took the app down', () => {
  const circle: Record<string, unknown> = { n: 1n }
  circle.itself = circle
  const traits = circle as NonNullable<SignedIn['traits']>
  expect(hears({ userId: 'ann', traits }, { userId: 'ann', traits }, { userId: 'bob' })).toEqual([
    ['ann', undefined],
    ['bob', undefined],
  ])
})
