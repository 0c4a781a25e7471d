import { expect, it } from 'vitest'
import { createSpool } from './spool.ts'

it('puts lines in order of time, and of rank within an instant', () => {
  using spool = createSpool()
  spool.add('c', { time: 2, rank: 1 })
  spool.add('ü', { time: 1, rank: 0 })
  spool.add('b', { time: 2, rank: 0 })
  expect([...spool.lines()]).toEqual(['ü', 'b', 'c'])
  expect([...spool.lines(2)]).toEqual(['b', 'c'])
})

it('holds more lines than its first room, and lines longer than what it gathers', () => {
  using spool = createSpool()
  const long = 'x'.repeat(3 * 1024 * 1024)
  for (let i = 0; i < 5000; i++) spool.add(String(i), { time: -i, rank: 0 })
  spool.add(long, { time: 1, rank: 0 })
  const lines = [...spool.lines()]
  expect(lines).toHaveLength(5001)
  expect(lines.slice(0, 2)).toEqual(['4999', '4998'])
  expect(lines.at(-1) === long).toBe(true)
})

it('is empty at first', () => {
  using spool = createSpool()
  expect([...spool.lines()]).toEqual([])
})
