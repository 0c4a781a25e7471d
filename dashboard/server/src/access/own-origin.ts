import type { FastifyRequest } from 'fastify'

/** Where this instance is reached. */
export interface Origin {
  /** `https://waymark.example.com`. */
  readonly text: string
  readonly secure: boolean
}

/** A host and port as browsers write them; whatever else is in the header never reaches a page. */
const plainHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

const hostOf = (request: FastifyRequest): string => {
  const host = request.headers.host ?? ''
  return plainHost.test(host) ? host : 'localhost'
}

/** The configured address, else the one that the request was sent to. */
export const ownOrigin = (request: FastifyRequest, ownUrl: string | undefined): Origin => {
  const text = ownUrl ? new URL(ownUrl).origin : `${request.protocol}://${hostOf(request)}`
  return { text, secure: text.startsWith('https:') }
}

/** `__Host-` binds a cookie to this host and to https; browsers refuse it on plain http. */
export const sessionCookie = (origin: Origin): string =>
  origin.secure ? '__Host-waymark_session' : 'waymark_session'

/**
 * Whether an unsafe request comes from one of our own pages. Browsers send `Origin` with every such request, so where it is
 * missing the request is no browser's, unless `Sec-Fetch-Site` tells otherwise.
 */
export const isSameOrigin = (request: FastifyRequest, origin: Origin): boolean => {
  const { origin: sent } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (sent === undefined) return site === 'same-origin'
  if (sent === origin.text) return true
  // Reached by another name than the public one, such as localhost: the same host is still ourselves.
  return !origin.secure && sent === `http://${hostOf(request)}`
}
