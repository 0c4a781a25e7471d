import type { SubjectKey } from '@waymark/schemas'

export interface SubjectName {
  readonly env: string
  readonly kind: 'u' | 'a' | 'g'
  readonly id: string
}

/** The parts of a subject key `env/u/id`; the key itself as the id where it is not one. */
export const nameOf = (key: SubjectKey): SubjectName => {
  const [, env = '', kind, id] = /^([^/]+)\/([uag])\/(.+)$/s.exec(key) ?? []
  return { env, kind: kind === 'g' || kind === 'a' ? kind : 'u', id: id ?? key }
}

/** Whether an address names a subject of one of these kinds: what somebody typed need not. */
export const isSubject = (text: string, kinds: readonly SubjectName['kind'][]): boolean => {
  const [, kind] = /^[a-z0-9][a-z0-9-]{0,63}\/([uag])\/./s.exec(text) ?? []
  return kinds.some((one) => one === kind)
}

/** Whether it is no key at all: an id as people type it, and as other systems know it. */
export const isBareId = (text: string): boolean => text !== '' && !isSubject(text, ['u', 'a', 'g'])

/** The key of an account in the environment of another subject. */
export const accountOf = (key: SubjectKey, account: string): SubjectKey =>
  `${nameOf(key).env}/g/${account}`

/** A visitor's long id, short enough to read and still to recognise. */
export const shortId = (id: string): string =>
  id.length > 14 ? `${id.slice(0, 8)}…${id.slice(-3)}` : id

/** Where a subject's page is. */
export const subjectHref = (key: SubjectKey): string =>
  `/${nameOf(key).kind === 'g' ? 'accounts' : 'people'}/${encodeURIComponent(key)}`

/** How an event's author is called in a list. */
export const sayPerson = (key: SubjectKey): string => {
  const { kind, id } = nameOf(key)
  return kind === 'a' ? `Visitor ${shortId(id)}` : id
}
