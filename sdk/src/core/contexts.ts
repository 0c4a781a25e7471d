import type { EventContext } from '@waymark/schemas/wire/event'
import { version } from '../version.ts'
import type { ConsentState } from './consent.ts'
import type { Settings } from './settings.ts'

/** What surrounds requests; ingest merges that of a batch into its events. */
export interface Contexts {
  locale(): string
  /** Of every request. */
  request(): EventContext
  batch(): EventContext
}

export const createContexts = (settings: Settings, consent: ConsentState): Contexts => {
  const locale = () => settings.locale ?? (document.documentElement.lang || navigator.language)
  const request = () => ({ consent: consent.wire() })
  return {
    locale,
    request,
    batch: () => ({
      ...request(),
      library: { name: 'waymark.js', version },
      locale: locale(),
      timezone: timezoneNow(),
    }),
  }
}

/** The first use of Intl takes 15 ms: it is asked only where there is no Temporal. */
const timezoneNow = (): string => {
  const { Temporal } = globalThis as { readonly Temporal?: TemporalApi }
  return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Not yet in every `lib`. */
interface TemporalApi {
  readonly Now: { timeZoneId(): string }
}
