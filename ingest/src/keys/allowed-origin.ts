import { coversOrigin } from '@waymark/schemas'

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
  origins.some((allowed) => coversOrigin(allowed, origin))
