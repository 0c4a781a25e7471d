import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CommandError } from '../print/command-error.ts'

export interface Line {
  readonly bytes: Buffer
  /** From 1. */
  readonly number: number
}

const newline = 0x0a

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

async function* withFirst(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** The bytes as they were before compression: files say what they are by their first two bytes, not by their names. */
async function* inflated(source: Readable): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const { value, done } = await chunks.next()
  if (done) return
  const all = withFirst(value, chunks)
  // A failure of either ends the other, and comes out of what is read below.
  yield* isGzip(value) ? pipeline(Readable.from(all), createGunzip(), () => undefined) : all
}

const sayFailure = (path: string, error: unknown): CommandError => {
  const file = path === '-' ? 'standard input' : path
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new CommandError(`There is no ${file}.`)
  if (code?.startsWith('Z_'))
    return new CommandError(`${file} begins like gzip but is damaged or cut off.`)
  return new CommandError(`${file} cannot be read: ${message}`)
}

/** The lines of a file, or of standard input (`-`), gzip or not; empty ones are passed over. */
export async function* readLines(file: string): AsyncGenerator<Line> {
  let number = 0
  let begun: Buffer[] = []
  const lineOf = (end: Buffer): Line => {
    const bytes = begun.length === 0 ? end : Buffer.concat([...begun, end])
    begun = []
    return { bytes, number: ++number }
  }
  const isEmpty = ({ bytes }: Line): boolean => bytes.every((byte) => byte <= 0x20)
  try {
    for await (const chunk of inflated(file === '-' ? process.stdin : createReadStream(file))) {
      let from = 0
      for (let to = chunk.indexOf(newline); to >= 0; to = chunk.indexOf(newline, from)) {
        const line = lineOf(chunk.subarray(from, to))
        from = to + 1
        if (!isEmpty(line)) yield line
      }
      if (from < chunk.length) begun.push(chunk.subarray(from))
    }
  } catch (error) {
    throw sayFailure(file, error)
  }
  const last = lineOf(Buffer.alloc(0))
  if (!isEmpty(last)) yield last
}
