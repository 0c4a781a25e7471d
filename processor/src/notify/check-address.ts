import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** One address that a host name stands for. */
export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

/** Asks the system for every address of a host name; rejects where there is none. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>

export interface AddressRules {
  /** `WAYMARK_ALLOW_PRIVATE_WEBHOOKS=1`: for those who run everything on one network. */
  readonly allowPrivate: boolean
  /** Origins that may be private, exactly as `URL` writes them: a receiver of this very process. */
  readonly allowOrigins?: readonly string[]
  readonly resolve?: Resolve
}

export type CheckedAddress =
  | { readonly t: 'ok'; readonly url: URL; readonly addresses: readonly ResolvedAddress[] }
  /** Never to be called as it is written. */
  | { readonly t: 'refused'; readonly reason: string }
  /** The name did not resolve: may be right later. */
  | { readonly t: 'unresolved'; readonly reason: string }

const resolveBySystem: Resolve = (host) => lookup(host, { all: true, verbatim: true })

const refused = (reason: string): CheckedAddress => ({ t: 'refused', reason })

const notPublic = (host: string): CheckedAddress =>
  refused(
    `${host} is not a public address. WAYMARK_ALLOW_PRIVATE_WEBHOOKS=1, set where Waymark runs, allows private ones.`,
  )

const portOf = (url: URL): number =>
  url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)

/** Below 1024 only the web's own ports: a request must not be spoken at a mail server or a remote shell. */
const isWebPort = (port: number): boolean => port === 80 || port === 443 || port >= 1024

/** `URL` has already rewritten 0x7f.1, 2130706433 and their like to the plain address. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

const faultOf = (url: URL, allowPrivate: boolean): string | undefined => {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'The address must begin with https:// or http://.'
  if (url.username !== '' || url.password !== '')
    return 'The address must not contain a user name or password.'
  if (!allowPrivate && !isWebPort(portOf(url))) return `Port ${portOf(url)} is not allowed.`
  return undefined
}

/** Names that are private by their form, whether this machine can resolve them or not (RFC 6761, RFC 8375, ICANN on .internal). */
const isPrivateName = (host: string): boolean =>
  !host.includes('.') || /\.(localhost|local|internal|lan|home\.arpa|test|invalid)\.?$/.test(host)

/**
 * Where a webhook may go. Resolves every address of the host and refuses if a single one is not public; whoever sends
 * then connects to one of `addresses` and never resolves again.
 */
export const checkAddress = async (text: string, rules: AddressRules): Promise<CheckedAddress> => {
  if (!URL.canParse(text)) return refused('This is not a web address.')
  const url = new URL(text)
  const allowPrivate = rules.allowPrivate || (rules.allowOrigins?.includes(url.origin) ?? false)
  const fault = faultOf(url, allowPrivate)
  if (fault !== undefined) return refused(fault)
  const host = hostOf(url)
  const family = isIP(host)
  if (!allowPrivate && family === 0 && isPrivateName(host)) return notPublic(host)
  const addresses =
    family === 0
      ? await (rules.resolve ?? resolveBySystem)(host).catch(() => [])
      : [{ address: host, family }]
  if (addresses.length === 0)
    return { t: 'unresolved', reason: `${host} does not resolve to an address.` }
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
    return notPublic(host)
  }
  return { t: 'ok', url, addresses }
}

/**
 * What is wrong with an address that somebody wants to save, in a sentence; `undefined` where it may be saved. A name that does
 * not resolve now may be saved: it is looked up and checked again whenever something is sent.
 */
export const checkEndpointUrl = async (
  text: string,
  rules: AddressRules,
): Promise<string | undefined> => {
  const checked = await checkAddress(text, rules)
  return checked.t === 'refused' ? checked.reason : undefined
}
