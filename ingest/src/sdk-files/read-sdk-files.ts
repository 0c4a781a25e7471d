import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { z } from 'zod'

/** A file that browsers load. */
export interface SdkFile {
  readonly type: string
  readonly etag: string
  /** Its name holds its hash: it never changes. */
  readonly immutable: boolean
  readonly bytes: Buffer
  readonly gzip: Buffer
  readonly brotli: Buffer
}

/** By name: `waymark.js`, `guide-<hash>.js`. */
export type SdkFiles = ReadonlyMap<string, SdkFile>

/** `files.json`, written when the SDK is built. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string().regex(/^[\w.-]+$/, 'a file beside files.json'),
    type: z.string(),
    hash: z.string(),
    immutable: z.boolean(),
  }),
)

const inGzip = promisify(gzip)
const inBrotli = promisify(brotliCompress)

type Entry = z.infer<typeof manifestSchema>[string]

const readSdkFile = async (directory: string, entry: Entry): Promise<SdkFile> => {
  const bytes = await readFile(join(directory, entry.file))
  return {
    type: entry.type,
    etag: `"${entry.hash}"`,
    immutable: entry.immutable,
    bytes,
    gzip: await inGzip(bytes, { level: 9 }),
    brotli: await inBrotli(bytes),
  }
}

/**
 * Reads the built files of the SDK, once, compressed both ways.
 * @param directory where `files.json` lies
 */
export const readSdkFiles = async (directory: string): Promise<SdkFiles> => {
  const text = await readFile(join(directory, 'files.json'), 'utf8')
  const manifest = manifestSchema.parse(JSON.parse(text))
  const files = Object.entries(manifest).map(
    async ([name, entry]) => [name, await readSdkFile(directory, entry)] as const,
  )
  return new Map(await Promise.all(files))
}
