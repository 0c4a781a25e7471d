import type { WaymarkOptions } from '../api.ts'
import { bare } from './bare.ts'
import type { UrlRules } from './capture-url.ts'
import type { Choice } from './consent.ts'

/** The options with every default filled in. */
export interface Settings {
  readonly key: string
  /** Without a trailing slash. */
  readonly baseUrl: string
  readonly consent: Choice
  readonly stores: boolean
  readonly locale: string | undefined
  readonly urlRules: UrlRules
  readonly clicks: boolean
  readonly pages: boolean
  readonly guides: 'auto' | 'headless' | 'off'
  readonly token: WaymarkOptions['token']
  readonly nonce: string | undefined
}

/** Undefined where the SDK cannot work at all: no key, or no address. */
export const readSettings = (given: WaymarkOptions): Settings | undefined => {
  // What a page put on `Object.prototype` is nobody's choice.
  const options = bare(given)
  const { key, host, consent = 'granted', guides = 'auto' } = options
  if (typeof key !== 'string' || !key || typeof host !== 'string') return undefined
  return {
    key,
    baseUrl: new URL(host, document.baseURI).href.replace(/\/*([?#].*)?$/, ''),
    // An unknown word must not mean yes.
    consent: consent === 'granted' || consent === 'denied' ? consent : 'pending',
    stores: options.storage !== 'none',
    locale: options.locale,
    urlRules: { queryKeys: options.queryKeys ?? [], hashRoutes: options.hashRoutes ?? false },
    clicks: options.clicks !== false,
    pages: options.pages !== false,
    guides,
    token: options.token,
    nonce: options.nonce,
  }
}

/** The `data-…` attributes of the snippet's script tag; ingest is where the script came from. */
export const readScriptOptions = (script: HTMLScriptElement): WaymarkOptions => {
  // Not by `dataset`, which answers with what a page put on `Object.prototype`, or throws because of it.
  const said = (name: string) => script.getAttribute(`data-${name}`) ?? undefined
  const options = {
    key: said('key') ?? '',
    host: said('host') ?? script.src.replace(/\/sdk\/[^/]*$/, ''),
    consent: said('consent'),
    storage: said('storage'),
    locale: said('locale'),
    guides: said('guides'),
    token: said('token'),
    queryKeys: said('query-keys')?.split(/[\s,]+/) ?? [],
    hashRoutes: said('hash-routes') !== undefined,
    clicks: said('clicks') !== 'off',
    pages: said('pages') !== 'off',
    nonce: script.nonce,
  }
  // Words, and `readSettings` knows which of them mean something.
  return options as WaymarkOptions
}
