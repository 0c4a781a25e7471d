import { maskEmails } from './mask-text.ts'

export interface UrlRules {
  /** Query keys that are kept besides `utm_*`. */
  readonly queryKeys: readonly string[]
  /** Keeps the fragment of `#/…` and `#!…`. */
  readonly hashRoutes: boolean
}

export interface CapturedUrl {
  readonly url: string
  readonly path: string
  /** With its `?`, or empty. */
  readonly search: string
}

/**
 * What may be recorded of a URL: origin, path and allow-listed query keys; the fragment only where it is the route.
 * User names, tokens and the `wm_*` parameters never pass. Undefined for what is no web address.
 */
export const captureUrl = (href: string, rules: UrlRules): CapturedUrl | undefined => {
  const url = parse(href)
  if (!url) return undefined
  const kept = new URLSearchParams()
  for (const [key, value] of url.searchParams) {
    if (isKept(key, rules)) kept.append(key, maskEmails(value))
  }
  const query = kept.toString()
  const search = query && `?${query}`
  const route = rules.hashRoutes && /^#!?\//.test(url.hash) ? clean(url.hash.split('?', 1)[0]) : ''
  const path = clean(url.pathname) + route
  return { url: url.origin + clean(url.pathname) + search + route, path, search }
}

const isKept = (key: string, rules: UrlRules): boolean =>
  !key.startsWith('wm_') && (key.startsWith('utm_') || rules.queryKeys.includes(key))

const parse = (href: string): URL | undefined => {
  try {
    const url = new URL(href, document.baseURI)
    return /^https?:$/.test(url.protocol) ? url : undefined
  } catch {
    return undefined
  }
}

/** `%40` is an `@` too. */
const clean = (path: string | undefined): string => maskEmails((path ?? '').replace(/%40/gi, '@'))
