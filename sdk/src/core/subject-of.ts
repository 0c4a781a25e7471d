import type { Person } from './identity.ts'
import { toJson } from './to-json.ts'

/** Whom messages are for, as one text. */
export const subjectOf = ({ anonymousId, userId }: Person): string => toJson([anonymousId, userId])
