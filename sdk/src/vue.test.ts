import { expect, test } from 'vitest'
import { createApp, effectScope, nextTick, ref } from 'vue'
import { inertWaymark } from './inert.ts'
import { type SignedIn, useIdentify, waymarkPlugin } from './vue.ts'

test('somebody who signed out and in again in a Vue app was not told of', async () => {
  const told: string[] = []
  const client = { ...inertWaymark('wk_1'), identify: (userId: string) => told.push(userId) }
  const who = ref<SignedIn | undefined>({ userId: 'ann' })
  const scope = effectScope()
  createApp({})
    .use(waymarkPlugin(client))
    .runWithContext(() => scope.run(() => useIdentify(who)))
  for (const next of [{ userId: 'ann' }, undefined, { userId: 'ann' }, { userId: 'bob' }]) {
    who.value = next
    await nextTick()
  }
  scope.stop()
  expect(told).toEqual(['ann', 'ann', 'bob'])
})

test('a token that came later, and traits of which no JSON can be made, in a Vue app', async () => {
  const told: unknown[] = []
  const client = {
    ...inertWaymark('wk_1'),
    identify: (userId: string, _: unknown, options?: { readonly token?: unknown }) =>
      told.push([userId, options?.token]),
  }
  const who = ref<SignedIn | undefined>({ userId: 'ann' })
  const scope = effectScope()
  createApp({})
    .use(waymarkPlugin(client))
    .runWithContext(() => scope.run(() => useIdentify(who)))
  const circle: Record<string, unknown> = {}
  circle.itself = circle
  const traits = circle as NonNullable<SignedIn['traits']>
  for (const next of [
    { userId: 'ann', token: 't1' },
    { userId: 'bob', traits },
  ]) {
    who.value = next
    await nextTick()
  }
  scope.stop()
  expect(told).toEqual([
    ['ann', undefined],
    ['ann', 't1'],
    ['bob', undefined],
  ])
})
