import type { Person } from './identity.ts'

/** Whom messages are for, as one text. */
export const subjectOf = ({ anonymousId, userId }: Person): string =>
  JSON.stringify([anonymousId, userId])
