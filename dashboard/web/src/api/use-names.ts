import type { DefinitionList } from '@waymark/schemas'
import { useSession } from '../app/session.ts'
import { fromId } from '../words/names.ts'
import type { NameOf } from '../words/say-transition.ts'
import { useQuery } from './queries.ts'
import { address } from './request.ts'

/** Users are known by id only; what is no id is a name already. */
const userName = (id: string, me: { readonly id: string; readonly name: string }): string => {
  if (id === me.id) return me.name
  return id.startsWith('usr') ? 'A colleague' : id
}

/** What definitions are called, by kind and id; made from the id where there is no name. */
export const useNames = (): NameOf => {
  const { me, env } = useSession()
  const list =
    useQuery<DefinitionList>(address('/api/definitions', { env })).data?.definitions ?? []
  return (kind, id) => {
    if (kind === 'user') return userName(id, me.user)
    return list.find((one) => one.kind === kind && one.id === id)?.definition.name ?? fromId(id)
  }
}
