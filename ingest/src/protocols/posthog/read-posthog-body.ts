import { inflate } from '../../body/inflate.ts'
import { type ParsedBody, parseBody } from '../../body/parse-body.ts'
import { type Fault, isFault } from '../../http/fault.ts'

const OPEN_ARRAY = 0x5b
const OPEN_OBJECT = 0x7b

const notReadable: Fault = {
  code: 'invalid_encoding',
  message: 'The body is not JSON, gzip or Base64 (lz64 is no longer read; update the client).',
}

const firstByte = (bytes: Buffer): number | undefined => bytes.find((byte) => byte > 0x20)

const isJson = (bytes: Buffer): boolean => {
  const first = firstByte(bytes)
  return first === OPEN_OBJECT || first === OPEN_ARRAY
}

const formField = 'data='

/** What a form holds in `data`; anything else as it is. */
const outOfForm = (bytes: Buffer): Buffer => {
  if (bytes.toString('latin1', 0, formField.length) !== formField) return bytes
  return Buffer.from(new URLSearchParams(bytes.toString('utf8')).get('data') ?? '')
}

const base64 = /^[A-Za-z0-9+/_\s-]+={0,2}\s*$/

const outOfBase64 = (bytes: Buffer): Buffer | Fault => {
  const text = bytes.toString('latin1')
  // A form turns `+` into a space where the client did not escape it.
  return base64.test(text) ? Buffer.from(text.replaceAll(' ', '+'), 'base64') : notReadable
}

/** A list of events, which older clients send, as the batch of a body. */
const asBatch = (bytes: Buffer): Buffer =>
  firstByte(bytes) === OPEN_ARRAY
    ? Buffer.concat([Buffer.from('{"batch":'), bytes, Buffer.from('}')])
    : bytes

/**
 * A body as PostHog's clients send it: JSON, gzip of it, or its Base64 as a field of a form (what a page sends while it is
 * left). Neither `compression` nor the content type can be relied on.
 */
export const readPosthogBody = async (body: Buffer): Promise<ParsedBody | Fault> => {
  const inflated = await inflate(body)
  if (isFault(inflated)) return inflated
  const text = outOfForm(inflated)
  if (text.length === 0 || isJson(text)) return parseBody(asBatch(text))
  const decoded = outOfBase64(text)
  if (isFault(decoded)) return decoded
  const again = await inflate(decoded)
  if (isFault(again)) return again
  return isJson(again) ? parseBody(asBatch(again)) : notReadable
}
