import { expect, it } from 'vitest'
import { countSaid, createAuthoringLines, saidAfter } from './authoring-lines.ts'
import { authoringLineMostMs, authoringLineMs } from './authoring-record.ts'

const offer = { env: 'prod', origin: 'https://app.example.com', code: 'sealed', by: 'usr_1' }

it('a line ended after half an hour while somebody wrote over it', () => {
  const lines = createAuthoringLines()
  lines.apply({ t: 'offered', line: 'l1', ...offer, expires: 100 })
  // A code that nobody has typed does not last longer.
  lines.apply({ t: 'lasts', line: 'l1', expires: 900 })
  expect(lines.find('l1', 50)?.expires).toBe(100)
  lines.apply({ t: 'joined', line: 'l1', key: { x: 'x', y: 'y' }, expires: 200 })
  lines.apply({ t: 'lasts', line: 'l1', expires: 300 })
  lines.apply({ t: 'lasts', line: 'l1', expires: 250 })
  expect(lines.find('l1', 299)?.expires).toBe(300)
  expect(lines.find('l1', 300)).toBeUndefined()
})

it('a line was lengthened for ever: it ends twelve hours after its code was typed', () => {
  const lines = createAuthoringLines()
  const joined = 1_000_000
  lines.apply({ t: 'offered', line: 'l1', ...offer, expires: joined + 1 })
  const expires = joined + authoringLineMs
  lines.apply({ t: 'joined', line: 'l1', key: { x: 'x', y: 'y' }, expires })
  const most = joined + authoringLineMostMs
  for (let at = expires; at < 2 * most; at += authoringLineMs / 2) {
    lines.apply({ t: 'lasts', line: 'l1', expires: at })
  }
  expect(lines.find('l1', most - 1)?.expires).toBe(most)
  expect(lines.find('l1', most)).toBeUndefined()
})

it('a hundred long drafts were kept for a line: the newest 4 MB are, and the last one whatever its length', () => {
  const lines = createAuthoringLines()
  lines.apply({ t: 'offered', line: 'l1', ...offer, expires: 100 })
  lines.apply({ t: 'joined', line: 'l1', key: { x: 'x', y: 'y' }, expires: 200 })
  const url = 'x'.repeat(390_000)
  const length = JSON.stringify({ say: 'ready', url }).length
  for (let n = 1; n <= 30; n++) {
    lines.apply({ t: 'page', line: 'l1', n, said: [{ say: 'ready', url }] })
  }
  const page = lines.find('l1', 50)?.page
  expect(page?.kept).toHaveLength(Math.floor(4_000_000 / length))
  expect(page && countSaid(page)).toBe(30)
  expect(page && saidAfter(page, 29)).toHaveLength(1)
  lines.apply({ t: 'page', line: 'l1', n: 31, said: [{ say: 'at', step: 1 }] })
  const long = { say: 'ready', url: 'x'.repeat(5_000_000) } as const
  lines.apply({ t: 'page', line: 'l1', n: 32, said: [long] })
  expect(lines.find('l1', 50)?.page).toMatchObject({ from: 31, kept: [long] })
})

it('of what is short, the newest hundred are kept', () => {
  const lines = createAuthoringLines()
  lines.apply({ t: 'offered', line: 'l1', ...offer, expires: 100 })
  lines.apply({ t: 'joined', line: 'l1', key: { x: 'x', y: 'y' }, expires: 200 })
  const said = Array.from({ length: 130 }, (_, step) => ({ say: 'at', step }) as const)
  lines.apply({ t: 'page', line: 'l1', n: 1, said })
  expect(lines.find('l1', 50)?.page).toMatchObject({ from: 30, kept: said.slice(30) })
})
