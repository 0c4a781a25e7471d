import { promisify } from 'node:util'
import { gunzip, gunzipSync } from 'node:zlib'
import { limits } from '@waymark/schemas'
import type { Fault } from '../http/fault.ts'

const gunzipInPool = promisify(gunzip)

/** Below this the hop to the thread pool costs more than the work. */
const inlineBytes = 16 * 1024

const isGzip = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b

const limit = limits.inflatedBytes

const inflateFault = (error: unknown): Fault => {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    return {
      code: 'inflated_too_large',
      message: `The body inflates to more than ${limit} bytes; send smaller batches.`,
      limit,
    }
  }
  if (code?.startsWith('Z_')) {
    return {
      code: 'invalid_encoding',
      message: 'The body begins like gzip but is damaged or cut off.',
    }
  }
  throw error
}

const compressedTwice: Fault = {
  code: 'invalid_encoding',
  message: 'The body is gzip inside gzip: something on its way compresses it once more.',
}

/**
 * The body as it was before compression. Clients send gzip without saying so, and say so without sending it: only the
 * first two bytes count. Large bodies are inflated in the thread pool.
 */
export const inflate = async (body: Buffer): Promise<Buffer | Fault> => {
  if (!isGzip(body)) return body
  const options = { maxOutputLength: limit }
  try {
    const inflated =
      body.length <= inlineBytes ? gunzipSync(body, options) : await gunzipInPool(body, options)
    return isGzip(inflated) ? compressedTwice : inflated
  } catch (error) {
    return inflateFault(error)
  }
}
