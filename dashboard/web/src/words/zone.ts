/**
 * The zone that every day, time and stamp of the app is told in. There is one function for it, so that a header, a chart
 * and a list can never disagree about what day it is.
 */
const asked = (): string | undefined =>
  typeof location === 'undefined'
    ? undefined
    : (new URLSearchParams(location.search).get('tz') ?? undefined)

const known = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

const here = new Intl.DateTimeFormat().resolvedOptions().timeZone

const wanted = asked()

/** An IANA name, such as `Europe/Berlin`; `?tz=` wins over the browser's. */
export const zone: string = wanted !== undefined && known(wanted) ? wanted : here
