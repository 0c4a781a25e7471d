import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sniffImage } from './sniff-image.ts'

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part,
    ),
  )
const rest = new Array<number>(20).fill(0)

test.each([
  ['image/png', bytes([0x89], 'PNG\r\n', [0x1a], '\n', rest)],
  ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0], rest)],
  ['image/gif', bytes('GIF89a', rest)],
  ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBP', rest)],
  ['image/avif', bytes([0, 0, 0, 28], 'ftypavif', [0, 0, 0, 0], 'mif1miaf', rest)],
  ['image/avif', bytes([0, 0, 0, 24], 'ftypmif1', [0, 0, 0, 0], 'avifmiaf', rest)],
] as const)('%s is told by its first bytes', (type, file) => {
  expect(sniffImage(file)).toBe(type)
  expect(sniffImage(Uint8Array.from([0, 0, 0, ...file]).subarray(3))).toBe(type)
})

test.each([
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['a page', bytes('<!doctype html><script>alert(1)</script>')],
  ['a film', bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 0, 0], 'mp42avc1', rest)],
  ['a brand in the place of the version', bytes([0, 0, 0, 20], 'ftypisom', 'avif', 'mp42', rest)],
  ['a brand behind the box', bytes([0, 0, 0, 16], 'ftypisom', [0, 0, 0, 0], 'avif', rest)],
  ['a sound in RIFF', bytes('RIFF', [1, 2, 3, 4], 'WAVE', rest)],
  ['nothing', bytes()],
  ['a beginning alone', bytes([0x89], 'PNG')],
])('%s is no image that guides may show', (_what, file) => {
  expect(sniffImage(file)).toBeUndefined()
})

test('no bytes at all make it fail', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (file) => void sniffImage(file)))
})
