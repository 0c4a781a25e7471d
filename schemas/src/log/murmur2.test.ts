import { expect, test } from 'vitest'
import { murmur2, partitionOf } from './murmur2.ts'

const bytesOf = (ascii: string): Uint8Array => Uint8Array.from(ascii, (c) => c.charCodeAt(0))

test('a key lies where the Java client of Kafka puts it', () => {
  // The cases of org.apache.kafka.common.utils.UtilsTest#testMurmur2.
  const cases: readonly (readonly [string, number])[] = [
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ]
  for (const [text, hash] of cases) expect(murmur2(bytesOf(text))).toBe(hash)
  expect(partitionOf('foobar', 16)).toBe((-790332482 & 0x7fffffff) % 16)
})
