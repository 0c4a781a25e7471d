import { expect, it } from 'vitest'
import { createProgress } from './progress.ts'

const screenOf = (isTTY: boolean) => {
  const said: string[] = []
  let now = 0
  const progress = createProgress('events read', {
    screen: { isTTY, write: (text) => said.push(text) },
    clock: () => now,
  })
  const at = (ms: number, done: number, total?: number): void => {
    now = ms
    progress.at(done, total)
  }
  return { said, at, end: progress.end }
}

it('says nothing of work that is done within a second', () => {
  const { said, at, end } = screenOf(true)
  at(900, 10)
  end()
  expect(said).toEqual([])
})

it('draws a bar on a terminal, and takes it away', () => {
  const { said, at, end } = screenOf(true)
  at(1000, 50, 100)
  at(1050, 60, 100)
  end()
  expect(said).toHaveLength(2)
  expect(said[0]).toContain(`[${'#'.repeat(12)}${'.'.repeat(12)}] events read: 50 of 100`)
})

it('writes a line now and then where there is no terminal', () => {
  const { said, at, end } = screenOf(false)
  for (let ms = 0; ms <= 12_000; ms += 100) at(ms, ms)
  end()
  expect(said).toEqual(['events read: 1000\n', 'events read: 6000\n', 'events read: 11000\n'])
})
