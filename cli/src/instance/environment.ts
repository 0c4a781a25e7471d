import type { Me } from '@waymark/schemas/api/me'
import { CommandError } from '../print/command-error.ts'
import type { Api } from './api.ts'

/** Which environment a command means. */
export interface Wanted {
  readonly env?: string | undefined
  /** Id or name of the project. */
  readonly project?: string | undefined
}

/** The environments that there are, and their project. */
export interface Environments {
  readonly project: { readonly id: string; readonly name: string }
  readonly ids: readonly string[]
}

/** The wanted environment, or the only one; says which there are where that does not settle it. */
export const chooseEnvironment = ({ project, ids }: Environments, wanted: Wanted): string => {
  const named = wanted.project
  if (named !== undefined && named !== project.id && named !== project.name) {
    throw new CommandError(`There is no project "${named}". There is: ${project.id}`)
  }
  if (wanted.env !== undefined) {
    if (ids.includes(wanted.env)) return wanted.env
    throw new CommandError(`There is no environment "${wanted.env}". There is: ${ids.join(', ')}`)
  }
  const [only, ...others] = ids
  if (only === undefined) throw new CommandError('This instance has no environment yet.')
  if (others.length === 0) return only
  throw new CommandError(`There are several environments; choose one: --env ${ids.join(' | ')}`, 2)
}

/** The environment of a running instance that a command means. */
export const environmentOf = async (api: Api, wanted: Wanted): Promise<string> => {
  const me = await api.get<Me>('/api/me')
  return chooseEnvironment(
    { project: me.project, ids: me.environments.map(({ id }) => id) },
    wanted,
  )
}
