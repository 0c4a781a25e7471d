import type { Clock, Logger, Sealer } from '@waymark/runtime'
import {
  type AuditEntry,
  type ControlRecord,
  identitySecretName,
  type StoredIdentity,
} from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { createDefinitionsView, type DefinitionsView } from '../definitions/definitions-view.ts'
import type { Ids } from '../deps.ts'
import { type ControlView, createControlView } from './control-view.ts'
import { endpointSecretName, keySecretName, openSecret } from './keep-secret.ts'

/** Something sealed that nobody can open any more. */
export interface LostSecret {
  /** Of a webhook that alerts go to, the text of a server key, or what a host signs identity tokens with. */
  readonly of: 'endpoint' | 'key' | 'identity'
  /** Absent of a key that there is no more. */
  readonly env?: string
  readonly id: string
  /** Its environment serves nobody as a user without a token. */
  readonly enforced?: true
}

export interface ForgetDeps {
  readonly log: EventLog
  readonly clock: Clock
  readonly ids: Pick<Ids, 'newId'>
  readonly logger: Logger
  /** Of the secret that there is; absent where there is none, and all that is sealed is lost. */
  readonly sealer: Sealer | undefined
}

interface Views {
  readonly control: ControlView
  readonly definitions: DefinitionsView
}

const identitiesIn = ({ definitions }: Views): readonly StoredIdentity[] =>
  definitions.environments().flatMap(({ env }) => definitions.identity(env) ?? [])

/** `endpoint/<env>/<id>` or `key/<id>`: see {@link endpointSecretName}, {@link keySecretName}. */
const named = ({ definitions }: Views, name: string): LostSecret => {
  const [of = '', env = '', ...rest] = name.split('/')
  if (of === 'endpoint') return { of, env, id: rest.join('/') }
  const own = definitions
    .environments()
    .find((one) => definitions.keys(one.env).some(({ id }) => id === env))
  return { of: 'key', id: env, ...(own ? { env: own.env } : {}) }
}

const findLost = (views: Views, sealer: Sealer | undefined): readonly LostSecret[] => {
  const sealed = views.control
    .secrets()
    .filter((secret) => !sealer || openSecret(sealer, secret) === undefined)
    .map(({ name }) => named(views, name))
  const identity = identitiesIn(views).flatMap(({ env, secrets, mode }) =>
    secrets
      .filter(({ id, sealed }) => sealer?.open(identitySecretName(env, id), sealed) === undefined)
      .map(
        ({ id }): LostSecret => ({
          of: 'identity',
          env,
          id,
          ...(mode === 'enforce' ? { enforced: true } : {}),
        }),
      ),
  )
  return [...sealed, ...identity]
}

const nameOf = ({ of, env = '', id }: LostSecret): string => {
  if (of === 'endpoint') return endpointSecretName(env, id)
  return of === 'key' ? keySecretName(id) : identitySecretName(env, id)
}

/** The secrets first: where this ends half way, what is left is found again. */
const forget = async (
  { control, definitions }: Views,
  lost: readonly LostSecret[],
  { clock, ids }: ForgetDeps,
): Promise<void> => {
  const at = clock()
  const names = lost.filter(({ of }) => of !== 'identity').map(nameOf)
  if (names.length > 0) await control.forgetSecrets(names)
  const gone = new Set(lost.filter(({ of }) => of === 'identity').map(({ id }) => id))
  const changed = identitiesIn({ control, definitions })
    .filter(({ secrets }) => secrets.some(({ id }) => gone.has(id)))
    .map((identity) => ({
      ...identity,
      secrets: identity.secrets.filter(({ id }) => !gone.has(id)),
      at,
    }))
  if (changed.length > 0) await definitions.write(changed)
  const audit = lost.map(
    (one): AuditEntry => ({
      ...{ t: 'audit', id: ids.newId('aud'), at, by: 'waymark' },
      ...{ what: 'secret.forget', on: nameOf(one) },
    }),
  )
  if (audit.length > 0) await control.write(audit satisfies readonly ControlRecord[])
}

/**
 * What is sealed in the log and cannot be opened with the secret that there is, one by one. Where `really`, it is forgotten, so
 * that a process with that secret starts again: what is needed of it has to be made anew, nothing else of the log changes.
 */
export const forgetLost = async (
  deps: ForgetDeps,
  { really }: { readonly really: boolean },
): Promise<readonly LostSecret[]> => {
  const views = { control: createControlView(deps), definitions: createDefinitionsView(deps) }
  await Promise.all([views.control.start(), views.definitions.start()])
  try {
    const lost = findLost(views, deps.sealer)
    if (really) await forget(views, lost, deps)
    return lost
  } finally {
    await Promise.all([views.control.stop(), views.definitions.stop()])
  }
}
