import { expect, test } from 'vitest'
import { type WorkWish, workFault } from './work-fault.ts'

const faults = (now: { by?: string; isClosed: boolean }, more: Partial<WorkWish> = {}) =>
  (['claim', 'release', 'snooze', 'close', 'reopen'] as const).map((deed) =>
    workFault(now, { deed, by: 'sam', ...more }),
  )

test('what is nobody’s is claimed, put off and closed, but not given back', () => {
  expect(faults({ isClosed: false })).toEqual([
    undefined,
    'not_claimed',
    undefined,
    undefined,
    'not_closed',
  ])
})

test('what is claimed is not claimed again, and who may give back only their own gives back no other', () => {
  const kims = { by: 'kim', isClosed: false }
  expect(faults(kims)[0]).toBe('claimed')
  expect(faults(kims)[1]).toBeUndefined()
  expect(faults(kims, { own: true })[1]).toBe('not_yours')
  expect(faults(kims, { own: true, by: 'kim' })[1]).toBeUndefined()
})

test('what is closed is opened again, and nothing else', () => {
  for (const now of [{ isClosed: true }, { isClosed: true, by: 'sam' }])
    expect(faults(now)).toEqual(['closed', 'closed', 'closed', 'closed', undefined])
})

test('who may open again only their own opens what they had claimed or have closed, and nothing else', () => {
  const opens = (now: { by?: string; closedBy?: string }) =>
    faults({ ...now, isClosed: true }, { own: true })[4]
  expect(opens({ by: 'sam', closedBy: 'kim' })).toBeUndefined()
  expect(opens({ by: 'kim', closedBy: 'sam' })).toBeUndefined()
  expect(opens({ closedBy: 'sam' })).toBeUndefined()
  expect(opens({ closedBy: 'kim' })).toBe('not_yours_to_open')
  expect(opens({ by: 'kim', closedBy: 'kim' })).toBe('not_yours_to_open')
  expect(faults({ by: 'kim', isClosed: false }, { own: true })[4]).toBe('not_closed')
})
