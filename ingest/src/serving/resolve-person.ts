import { type ServingPart, type SubjectKey, subjectKey } from '@waymark/schemas'

/** Whom a browser says it is. */
export interface Visitor {
  readonly env: string
  readonly anonymousId: string
  readonly userId?: string
  /** Proved it with an identity token. */
  readonly signed?: true
}

/** Whose messages a visitor may have. `subject` is absent where nobody's. */
export interface Person {
  readonly subject?: SubjectKey
  readonly part?: ServingPart
}

type Get = (subject: SubjectKey) => ServingPart | undefined

export const anonymousSubject = ({ env, anonymousId }: Visitor): SubjectKey =>
  subjectKey(env, 'anonymous', anonymousId)

export const userSubject = ({ env, userId }: Visitor): SubjectKey | undefined =>
  userId === undefined ? undefined : subjectKey(env, 'user', userId)

const found = (subject: SubjectKey, part: ServingPart | undefined): Person =>
  part ? { subject, part } : { subject }

/**
 * Whose messages to answer with. An anonymous id that has become a user is answered only together with that user's id:
 * whoever else shows it gets nothing.
 */
export const resolvePerson = (visitor: Visitor, get: Get): Person => {
  const anonymous = anonymousSubject(visitor)
  const user = userSubject(visitor)
  const anonymousPart = get(anonymous)
  const became = anonymousPart?.as
  if (became !== undefined && became !== user) return {}
  return user === undefined ? found(anonymous, anonymousPart) : found(user, get(user))
}
