import { expect, test } from 'vitest'
import { inTurn } from './in-turn.ts'

test('work is done one at a time, in the order given, and a failure stops nobody else', async () => {
  const queue = inTurn()
  const first = Promise.withResolvers<string>()
  const done: string[] = []
  const one = queue(async () => done.push(await first.promise))
  const two = queue(async () => {
    done.push('two')
    throw new Error('two fails')
  })
  const three = queue(async () => done.push('three'))
  expect(done).toEqual([])
  first.resolve('one')
  await one
  await expect(two).rejects.toThrow('two fails')
  await three
  expect(done).toEqual(['one', 'two', 'three'])
})
