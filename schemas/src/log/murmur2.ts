/**
 * Kafka's murmur2 over the bytes of a key, as a signed 32-bit integer.
 * In our own code so that the embedded log, Kafka and the tests place a subject in the same partition.
 * Formula: org.apache.kafka.common.utils.Utils.murmur2 (seed 0x9747b28c).
 */
export const murmur2 = (bytes: Uint8Array): number => {
  const m = 0x5bd1e995
  const length = bytes.length
  let h = 0x9747b28c ^ length
  let i = 0
  for (; i + 4 <= length; i += 4) {
    let k =
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24)
    k = Math.imul(k, m)
    k ^= k >>> 24
    h = Math.imul(h, m) ^ Math.imul(k, m)
  }
  const rest = length - i
  if (rest === 3) h ^= (bytes[i + 2] as number) << 16
  if (rest >= 2) h ^= (bytes[i + 1] as number) << 8
  if (rest >= 1) {
    h ^= bytes[i] as number
    h = Math.imul(h, m)
  }
  h ^= h >>> 13
  h = Math.imul(h, m)
  h ^= h >>> 15
  return h | 0
}

// In every runtime that Waymark meets, and in none of the libs that `schemas` compiles against.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }

const encoder = new TextEncoder()
const ascii = new Uint8Array(512)

/** The key's bytes as UTF-8; good until the next call. Nearly all keys are ASCII and need no encoder, which is slow for a few bytes. */
const bytesOf = (key: string): Uint8Array => {
  if (key.length > ascii.length) return encoder.encode(key)
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i)
    if (unit > 0x7f) return encoder.encode(key)
    ascii[i] = unit
  }
  return ascii.subarray(0, key.length)
}

/** The partition of a key among `partitions`, as Kafka's default partitioner chooses it. */
export const partitionOf = (key: string, partitions: number): number =>
  (murmur2(bytesOf(key)) & 0x7fffffff) % partitions
