import type { RollbackRequest, RolledBack } from '@waymark/schemas/api/definitions'
import { queries } from '../../../api/queries.ts'
import { request } from '../../../api/request.ts'
import { say } from '../../../ui/toasts.ts'
import { attempt } from '../../alerts/alert-actions.ts'
import { type NamedDefinition, pathOf } from './definition-name.ts'

const rollBackTo = async (
  name: NamedDefinition,
  body: RollbackRequest,
): Promise<RolledBack | undefined> => {
  const done = await attempt(() =>
    request<RolledBack>(`${pathOf(name)}/rollback`, { method: 'POST', body }),
  )
  queries.refresh('/api/definitions', '/api/drafts', '/api/setup')
  return done
}

const undo = async (name: NamedDefinition, body: RollbackRequest): Promise<void> => {
  const done = await rollBackTo(name, body)
  if (done) say(`Undone: ${name.title} is as version ${body.to} was`)
}

/** Makes an earlier version the newest; for a moment that can be undone, by rolling back to the version before it. */
export const rollBack = async (name: NamedDefinition, body: RollbackRequest): Promise<boolean> => {
  const done = await rollBackTo(name, body)
  if (!done) return false
  if (done.what === 'same') {
    say(`${name.title} is as version ${body.to} was already`)
    return true
  }
  const past = done.past ? '; it is in force once its past has been counted' : ''
  const { env, baseVersion } = body
  say(`Version ${done.version} is as version ${body.to} was${past}`, () => {
    void undo(name, { env, to: baseVersion, baseVersion: done.version })
  })
  return true
}
