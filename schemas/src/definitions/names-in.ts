import type { NameOf } from '../rules/name-of.ts'
import type { Definition } from './definition.ts'

/** What the definitions of a set are called. */
export const namesIn = (definitions: readonly Definition[]): NameOf => {
  const called = new Map(definitions.map(({ kind, id, name }) => [`${kind}/${id}`, name ?? id]))
  return (kind, id) => called.get(`${kind}/${id}`) ?? id
}
