import type { WaymarkOptions } from '../api.ts'
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
export const readSettings = (options: WaymarkOptions): Settings | undefined => {
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
  const { dataset, src, nonce } = script
  return {
    // The rest is words, and `readSettings` knows which of them mean something.
    ...(dataset as Partial<WaymarkOptions>),
    key: dataset.key ?? '',
    host: dataset.host ?? src.replace(/\/sdk\/[^/]*$/, ''),
    queryKeys: dataset.queryKeys?.split(/[\s,]+/) ?? [],
    hashRoutes: 'hashRoutes' in dataset,
    clicks: dataset.clicks !== 'off',
    pages: dataset.pages !== 'off',
    nonce,
  }
}
