import { expect, it } from 'vitest'
import { createAuthoringLines } from './authoring-lines.ts'

it('a line ended after half an hour while somebody wrote over it', () => {
  const lines = createAuthoringLines()
  const offer = { env: 'prod', origin: 'https://app.example.com', code: 'sealed', by: 'usr_1' }
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
