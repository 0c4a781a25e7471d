import type { Fields } from '../../events/received-events.ts'

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Without those that are not there. */
const present = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** Where the visitor was, in the words of Segment's `page`. */
export const pageOf = (properties: Fields): Fields => {
  const url = textOf(properties.$current_url)
  const parsed = url !== undefined && URL.canParse(url) ? new URL(url) : undefined
  const referrer = textOf(properties.$referrer)
  return present({
    url,
    path: textOf(properties.$pathname) ?? parsed?.pathname,
    search: parsed?.search,
    title: textOf(properties.title),
    // PostHog's word for none.
    referrer: referrer === '$direct' ? '' : referrer,
  })
}

/** What surrounds an event, of its `$` properties. */
export const contextOf = (properties: Fields, account: string | undefined): Fields => {
  const page = pageOf(properties)
  const library = present({
    name: textOf(properties.$lib),
    version: textOf(properties.$lib_version),
  })
  return present({
    library: Object.keys(library).length > 0 ? library : undefined,
    page: Object.keys(page).length > 0 ? page : undefined,
    locale: textOf(properties.$browser_language),
    timezone: textOf(properties.$timezone),
    userAgent: textOf(properties.$raw_user_agent),
    groupId: account,
  })
}
