/**
 * A subject is a person or an account of one environment. All that concerns it is folded by one writer, in order.
 *
 * A key reads `env/u/userId` (identified person), `env/a/anonymousId` (not yet identified) or `env/g/groupId` (account).
 * The id is the rest of the key and may contain slashes; an environment id may not.
 */
export type SubjectKey = string

export type SubjectKind = 'user' | 'anonymous' | 'account'

const letters = { user: 'u', anonymous: 'a', account: 'g' } as const

export interface Subject {
  readonly env: string
  readonly kind: SubjectKind
  readonly id: string
}

/** `production/u/ann`, `production/a/b1`, `production/g/acme`: a user, a visitor, an account. */
export const subjectKey = (env: string, kind: SubjectKind, id: string): SubjectKey =>
  `${env}/${letters[kind]}/${id}`

/** The parts of a subject key, or `undefined` where the text is not one. */
export const parseSubjectKey = (key: SubjectKey): Subject | undefined => {
  const at = key.indexOf('/')
  if (at <= 0 || key[at + 2] !== '/' || key.length === at + 3) return undefined
  const letter = key[at + 1]
  const kind =
    letter === 'u' ? 'user' : letter === 'a' ? 'anonymous' : letter === 'g' ? 'account' : undefined
  return kind && { env: key.slice(0, at), kind, id: key.slice(at + 3) }
}

/**
 * Where the dashboard shows a subject: the path of its page, and after `/api` that of what the page reads. Whole keys are in it,
 * so it names the environment too: `/accounts/production%2Fg%2Facme`.
 */
export const subjectPath = (key: SubjectKey): string => {
  const page = parseSubjectKey(key)?.kind === 'account' ? 'accounts' : 'people'
  return `/${page}/${encodeURIComponent(key.toWellFormed())}`
}
