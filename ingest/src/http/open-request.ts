import type { StoredKey } from '@waymark/schemas'
import type { FastifyRequest } from 'fastify'
import { inflate } from '../body/inflate.ts'
import { type ParsedBody, parseBody } from '../body/parse-body.ts'
import type { IngestContext } from '../context.ts'
import type { Fields } from '../events/received-events.ts'
import { checkKey } from '../keys/check-key.ts'
import { findKey } from '../keys/find-key.ts'
import { type Fault, isFault, starting } from './fault.ts'

/** A request whose body can be read and whose key is in force. */
export interface OpenRequest {
  readonly body: ParsedBody
  readonly key: StoredKey
}

const empty = Buffer.alloc(0)

const tooMany: Fault = {
  code: 'too_many_requests',
  message: 'Too many requests of this key from this address.',
}

/** Behind a proxy that is not configured, every client has its address: limiting it would limit everybody. */
const isLoopback = (ip: string): boolean =>
  ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1'

const isFlooding = (ctx: IngestContext, request: FastifyRequest, key: StoredKey): boolean => {
  if (key.type === 'server') return false
  const { ip } = request
  return !isLoopback(ip) && !ctx.rateLimit.take(`${key.id} ${ip}`)
}

/** How a protocol's clients encode a body, and where they put the key. */
export interface BodyReader {
  readonly read: (bytes: Buffer) => Promise<ParsedBody | Fault>
  readonly findKey: typeof findKey
}

/** What a body cannot be read for, where its header names a compression that is not known: the rest would only mislead. */
const orUnknownEncoding = (fault: Fault, named: string | undefined): Fault => {
  const isKnown = named === undefined || /^\s*(x-)?(gzip|identity)?\s*$/i.test(named)
  if (isKnown || (fault.code !== 'invalid_body' && fault.code !== 'invalid_encoding')) return fault
  const said = named.slice(0, 40)
  return {
    code: 'invalid_encoding',
    message: `Content-Encoding "${said}" is not read here; send the body with gzip, or as it is.`,
  }
}

/** JSON, with or without gzip. */
export const jsonReader: BodyReader = {
  read: async (bytes) => {
    const inflated = await inflate(bytes)
    return isFault(inflated) ? inflated : parseBody(inflated)
  },
  findKey,
}

const pathOf = (request: FastifyRequest): string => request.routeOptions.url ?? ''

/** Notes what was refused, for the logs, the figures and the Setup page. */
export const noteRefusal = (
  ctx: IngestContext,
  request: FastifyRequest,
  refused: { readonly fault: Fault; readonly key?: StoredKey | undefined; readonly count?: number },
): void => {
  const { fault, key, count } = refused
  const { origin } = request.headers
  const from = { env: key?.env, key: key?.id ?? '', path: pathOf(request), origin }
  ctx.refusals.note(from, fault, count)
}

/** Reads, inflates and parses the body, and finds whose key it shows. */
export const openRequest = async (
  ctx: IngestContext,
  request: FastifyRequest,
  reader = jsonReader,
): Promise<OpenRequest | Fault> => {
  if (!ctx.isOpen()) return starting
  const { headers } = request
  const body = await reader.read((request.body as Buffer | undefined) ?? empty)
  const shown = isFault(body) ? undefined : body.value
  const text = reader.findKey(headers, shown, request.query as Fields)
  const checked = checkKey(ctx.definitions.keyByHash, text, headers.origin)
  const refuse = (fault: Fault): Fault => {
    noteRefusal(ctx, request, { fault, key: checked.key })
    return fault
  }
  if (isFault(body)) return refuse(orUnknownEncoding(body, headers['content-encoding']))
  if (checked.fault) return refuse(checked.fault)
  const { key } = checked
  return isFlooding(ctx, request, key) ? refuse(tooMany) : { body, key }
}
