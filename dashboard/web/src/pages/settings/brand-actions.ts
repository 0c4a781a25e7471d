import type { ApplyResult, DefinitionItem } from '@waymark/schemas/api/definitions'
import type { Look } from '@waymark/schemas/wire/content'
import { queries } from '../../api/queries.ts'
import { address, request } from '../../api/request.ts'
import { say } from '../../ui/toasts.ts'
import { attempt } from '../alerts/alert-actions.ts'

const refresh = (): void => queries.refresh('/api/definitions')

/** Publishes a look for all guides and e-mails of an environment, unless somebody changed it meanwhile; true once it is. */
export const saveBrand = async (
  env: string,
  look: Look,
  item: DefinitionItem | undefined,
): Promise<boolean> => {
  const name = item?.definition.name
  const document = { kind: 'brand', id: 'project', ...(name && { name }), ...look }
  const baseVersions = { 'brand/project': item?.version ?? 0 }
  const body = { env, documents: [document], baseVersions }
  const done = await attempt(() =>
    request<ApplyResult>('/api/definitions/apply', { method: 'POST', body }),
  )
  refresh()
  if (done) say('Guides and e-mails look like this from now on')
  return done !== undefined
}

export const removeBrand = async (env: string, { version }: DefinitionItem): Promise<void> => {
  const path = address('/api/definitions/brand/project', { env, baseVersion: String(version) })
  const done = await attempt(async () => {
    await request(path, { method: 'DELETE' })
    return true
  })
  refresh()
  if (done) say('Guides and e-mails look as they come again')
}
