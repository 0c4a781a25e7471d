import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Lines that are put in order of time, however many: they lie in a file, memory holds where. */
export interface Spool extends Disposable {
  /** `rank` orders lines of the same instant. */
  readonly add: (line: string, at: { readonly time: number; readonly rank: number }) => void
  readonly size: () => number
  /** Oldest first; with `newest`, only that many of the newest. */
  readonly lines: (newest?: number) => Iterable<string>
}

const flushBytes = 1024 * 1024

interface Index {
  times: Float64Array
  ranks: Float64Array
  offsets: Float64Array
  lengths: Uint32Array
}

const indexOf = (capacity: number): Index => ({
  times: new Float64Array(capacity),
  ranks: new Float64Array(capacity),
  offsets: new Float64Array(capacity),
  lengths: new Uint32Array(capacity),
})

const grown = (index: Index): Index => {
  const bigger = indexOf(index.lengths.length * 2)
  bigger.times.set(index.times)
  bigger.ranks.set(index.ranks)
  bigger.offsets.set(index.offsets)
  bigger.lengths.set(index.lengths)
  return bigger
}

/** The file of a spool has no name from its first moment on, so that nothing is left behind whatever ends the process. */
const openNameless = (): { readonly file: number; readonly remove: () => void } => {
  const dir = mkdtempSync(join(tmpdir(), 'waymark-'))
  const file = openSync(join(dir, 'spool'), 'w+', 0o600)
  const remove = (): void => rmSync(dir, { recursive: true, force: true })
  if (process.platform === 'win32') return { file, remove }
  remove()
  return { file, remove: () => undefined }
}

export const createSpool = (): Spool => {
  const { file, remove } = openNameless()
  let index = indexOf(1024)
  let count = 0
  let written = 0
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const flush = (): void => {
    const bytes = Buffer.concat(waiting)
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(file, bytes, at, bytes.length - at, written + at)
    }
    written += bytes.length
    waiting = []
    waitingBytes = 0
  }
  const lineAt = (i: number): string => {
    const bytes = Buffer.allocUnsafe(index.lengths[i] ?? 0)
    readSync(file, bytes, 0, bytes.length, index.offsets[i] ?? 0)
    return bytes.toString('utf8')
  }
  const compare = (a: number, b: number): number =>
    (index.times[a] ?? 0) - (index.times[b] ?? 0) || (index.ranks[a] ?? 0) - (index.ranks[b] ?? 0)
  return {
    add: (line, { time, rank }) => {
      if (count === index.lengths.length) index = grown(index)
      const bytes = Buffer.from(line)
      index.times[count] = time
      index.ranks[count] = rank
      index.offsets[count] = written + waitingBytes
      index.lengths[count] = bytes.length
      count++
      waiting.push(bytes)
      waitingBytes += bytes.length
      if (waitingBytes >= flushBytes) flush()
    },
    size: () => count,
    *lines(newest = count) {
      flush()
      const order = Uint32Array.from({ length: count }, (_, i) => i).sort(compare)
      for (const i of order.subarray(Math.max(0, count - newest))) yield lineAt(i)
    },
    [Symbol.dispose]: () => {
      closeSync(file)
      remove()
    },
  }
}
