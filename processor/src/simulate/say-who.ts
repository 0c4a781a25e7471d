import { parseSubjectKey, type SubjectKey } from '@waymark/schemas'

/** `ann`, `visitor browser-1`, `account acme`. */
export const sayWho = (key: SubjectKey): string => {
  const subject = parseSubjectKey(key)
  if (!subject) return key
  const { kind, id } = subject
  return kind === 'user' ? id : `${kind === 'anonymous' ? 'visitor' : 'account'} ${id}`
}
