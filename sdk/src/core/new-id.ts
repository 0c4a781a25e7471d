let lastMs = 0
let sequence = 0

/**
 * A new UUID (version 7): ids of one tab sort in the order they were made, so that the queue is read in order of capture.
 *
 * @param now ms since 1970
 */
export const newId = (now: number): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  if (now > lastMs) {
    lastMs = now
    sequence = (bytes[6] ?? 0) * 4
  } else if (++sequence > 0xfff) {
    lastMs++
    sequence = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const order = sequence.toString(16).padStart(3, '0')
  const variant = (((bytes[8] ?? 0) & 0x3f) | 0x80).toString(16)
  const rest = [...bytes.slice(9)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}${rest.slice(0, 2)}-${rest.slice(2)}`
}
