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
