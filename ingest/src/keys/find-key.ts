import type { IncomingHttpHeaders } from 'node:http'
import type { Fields } from '../events/received-events.ts'

const longestKey = 200

const usable = (key: unknown): string | undefined =>
  typeof key === 'string' && key !== '' && key.length <= longestKey ? key : undefined

/** `Basic base64(key:)`, as Segment's and RudderStack's clients send it. */
const basicKey = (authorization: string): string | undefined => {
  if (!/^basic /i.test(authorization)) return undefined
  const text = Buffer.from(authorization.slice(6), 'base64').toString('utf8')
  return usable(text.split(':', 1)[0])
}

const bearerKey = (authorization: string): string | undefined =>
  /^bearer /i.test(authorization) ? usable(authorization.slice(7).trim()) : undefined

/** A bearer token may be an OAuth token of the client's own; then the key is in the body. */
const looksLikeKey = (key: string | undefined): boolean =>
  key !== undefined && /^(wk|sk)_/.test(key)

/** The key that a request shows: Basic, in the body, Bearer, or `?writeKey=` (beacons). */
export const findKey = (
  headers: IncomingHttpHeaders,
  body: Fields | undefined,
  query: Fields,
): string | undefined => {
  const { authorization = '' } = headers
  const bearer = bearerKey(authorization)
  return (
    basicKey(authorization) ??
    (looksLikeKey(bearer) ? bearer : undefined) ??
    usable(body?.writeKey) ??
    bearer ??
    usable(query.writeKey)
  )
}
