import { limits } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { faultOf, mostBytes, sayBytes } from './judge-file.ts'

test('the limit is the server’s', () => {
  expect(mostBytes).toBe(limits.assetBytes)
})

test('what is no image, or too large, is told before it is sent', () => {
  expect(faultOf({ type: 'image/png', size: limits.assetBytes })).toBeUndefined()
  expect(faultOf({ type: 'image/png', size: limits.assetBytes + 1 })).toBe(
    'It has 513 KB; at most 512 KB are taken.',
  )
  expect(faultOf({ type: 'image/svg+xml', size: 1 })).toMatch(/scripts/)
  expect(faultOf({ type: 'application/pdf', size: 1 })).toMatch(/no PNG/)
})

test('sizes are told in whole kilobytes', () => {
  expect([0, 1, 1025].map(sayBytes)).toEqual(['1 KB', '1 KB', '2 KB'])
})
