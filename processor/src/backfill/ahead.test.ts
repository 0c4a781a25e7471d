import { expect, test } from 'vitest'
import { ahead } from './ahead.ts'

const numbers = async function* (asked: number[], end: { closed: boolean }) {
  try {
    for (let n = 0; n < 3; n++) {
      asked.push(n)
      yield n
    }
  } finally {
    end.closed = true
  }
}

test('all come in their order, each asked for while the one before is looked at', async () => {
  const asked: number[] = []
  const end = { closed: false }
  const seen: string[] = []
  for await (const n of ahead(numbers(asked, end))) seen.push(`${n} of ${asked.length}`)
  expect(seen).toEqual(['0 of 2', '1 of 3', '2 of 3'])
  expect(end.closed).toBe(true)
})

test('whoever has seen enough ends what is asked', async () => {
  const end = { closed: false }
  for await (const n of ahead(numbers([], end))) if (n === 0) break
  expect(end.closed).toBe(true)
})

test('what fails is told when its turn comes, and to nobody else', async () => {
  const failing = async function* () {
    yield 0
    throw new Error('away')
  }
  const seen: number[] = []
  const all = async () => {
    for await (const n of ahead(failing())) seen.push(n)
  }
  await expect(all()).rejects.toThrow('away')
  expect(seen).toEqual([0])
  for await (const _ of ahead(failing())) break
})
