import { limits } from '@waymark/schemas'
import type { Document, FileProblem } from './parse-documents.ts'

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '')

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`

const atOnce = `the server takes ${megabytes(limits.apiBytes)} at once`

/** Where what is to be sent is more than the server takes: at the largest file, and how to go on. */
export const faultOfSize = (
  documents: readonly Document[],
  request: object,
): FileProblem | undefined => {
  const all = bytesOf(request)
  if (all <= limits.apiBytes) return undefined
  const sizes = [...Map.groupBy(documents, ({ file }) => file)].map(([file, own]) => ({
    file,
    bytes: own.reduce((sum, { value }) => sum + bytesOf(value), 0),
  }))
  const largest = sizes.reduce((most, one) => (one.bytes > most.bytes ? one : most))
  const { file, bytes } = largest
  const message =
    sizes.length === 1 || bytes > limits.apiBytes
      ? `is too large: it has ${megabytes(bytes)}, and ${atOnce}`
      : `is the largest of files that have ${megabytes(all)} together, and ${atOnce}: apply them in parts`
  return { file, at: '', message }
}
