/** `https://*.example.com` stands for every host below example.com, not for example.com itself. */
const matches = (allowed: string, origin: string): boolean => {
  const star = allowed.indexOf('://*.')
  if (star === -1) return allowed === origin
  const scheme = allowed.slice(0, star + 3)
  const below = allowed.slice(star + 4)
  return (
    origin.startsWith(scheme) &&
    origin.endsWith(below) &&
    origin.length > scheme.length + below.length
  )
}

const normal = (origin: string): string => origin.toLowerCase().replace(/\/$/, '')

/**
 * Whether a page of this origin may use a key. Hygiene, not authentication: a program can claim any origin, so one that
 * names none (a server, an app) passes.
 */
export const isAllowedOrigin = (
  origins: readonly string[] | undefined,
  origin: string | undefined,
): boolean =>
  origins === undefined ||
  origin === undefined ||
  origins.some((allowed) => matches(normal(allowed), normal(origin)))
