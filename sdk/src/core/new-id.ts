let lastMs = 0
let sequence = 0

/**
 * A new UUID (version 7): ids of one tab sort in the order they were made, so that the queue is read in order of capture.
 *
 * @param now ms since 1970
 */
export const newId = (now: number): string => {
  sequence++
  if (now > lastMs) {
    lastMs = now
    sequence = 0
  }
  const time = hex(lastMs, 12)
  const random = [...crypto.getRandomValues(new Uint16Array(4))]
    .map((word) => hex(word, 4))
    .join('')
  const last = `8${random.slice(1, 4)}-${random.slice(4)}`
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(sequence & 0xfff, 3)}-${last}`
}

const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0')
