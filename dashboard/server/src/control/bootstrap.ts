import { type Clock, hashKey, type Logger, type Sealer } from '@waymark/runtime'
import type {
  ControlRecord,
  DefinitionsRecord,
  StoredKey,
  StoredToken,
  StoredUser,
} from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { createDefinitionsView, type DefinitionsView } from '../definitions/definitions-view.ts'
import type { Ids } from '../deps.ts'
import { type ControlView, createControlView } from './control-view.ts'
import { firstLinkMs, newLink } from './create-link.ts'
import { keySecretName, openSecret, sealSecret } from './keep-secret.ts'

export interface BootstrapDeps {
  readonly log: EventLog
  readonly clock: Clock
  readonly ids: Ids
  readonly sealer: Sealer
  readonly logger: Logger
}

export interface Bootstrapped {
  /** True where this call made the project. */
  readonly first: boolean
  readonly env: string
  readonly writeKey: string
  /** Absent where it was sealed under another WAYMARK_SECRET. */
  readonly serverKey?: string
  readonly owner: string
  /** Secret part of the owner's sign-in link, until the owner has signed in once. */
  readonly link?: string
  /** Token of the command line on this machine: made once, by the first call. */
  readonly cliToken?: string
}

const env = 'production'

const newKeys = (deps: BootstrapDeps) => {
  const at = deps.clock()
  const writeKey = deps.ids.newSecret('wk')
  const serverKey = deps.ids.newSecret('sk')
  const write: StoredKey = {
    t: 'key',
    id: deps.ids.newId('key'),
    env,
    type: 'write',
    hash: hashKey(writeKey),
    key: writeKey,
    at,
  }
  const server: StoredKey = {
    t: 'key',
    id: deps.ids.newId('key'),
    env,
    type: 'server',
    hash: hashKey(serverKey),
    at,
  }
  return { write, server, sealed: sealSecret(deps, keySecretName(server.id), serverKey) }
}

const cliTokenName = 'Command line on this machine'

const newCliToken = (deps: BootstrapDeps): { text: string; stored: StoredToken } => {
  const text = deps.ids.newSecret('wm')
  const stored: StoredToken = {
    t: 'token',
    id: deps.ids.newId('tok'),
    hash: hashKey(text),
    name: cliTokenName,
    role: 'owner',
    at: deps.clock(),
    by: 'waymark',
  }
  return { text, stored }
}

const makeProject = async (
  deps: BootstrapDeps,
  control: ControlView,
  definitions: DefinitionsView,
): Promise<{ readonly cliToken: string }> => {
  const at = deps.clock()
  const keys = newKeys(deps)
  const token = newCliToken(deps)
  const owner: StoredUser = {
    t: 'user',
    id: deps.ids.newId('usr'),
    name: 'Owner',
    role: 'owner',
    at,
  }
  const records: ControlRecord[] = [keys.sealed, token.stored, owner]
  await control.write(records)
  // The environment comes last: it says that the rest is there, so that a crash in between begins again.
  const made: DefinitionsRecord[] = [
    keys.write,
    keys.server,
    { t: 'environment', env, name: 'Production', project: 'default', projectName: 'Default', at },
  ]
  await definitions.write(made)
  return { cliToken: token.text }
}

const describe = (
  deps: BootstrapDeps,
  control: ControlView,
  definitions: DefinitionsView,
): Omit<Bootstrapped, 'first' | 'link' | 'cliToken'> => {
  const keys = definitions.keys(env).filter((key) => key.revoked === undefined)
  const server = keys.findLast((key) => key.type === 'server')
  const serverKey = server && openSecret(deps.sealer, control.secret(keySecretName(server.id)))
  const owner = control.users().findLast((user) => user.role === 'owner' && !user.removed)
  return {
    env,
    writeKey: keys.findLast((key) => key.type === 'write')?.key ?? '',
    ...(serverKey === undefined ? {} : { serverKey }),
    owner: owner?.id ?? '',
  }
}

/**
 * Makes the project, its environment `production`, a write and a server key, an owner and a token for the command line, where
 * they are missing; then a sign-in link for the owner, until the owner has signed in once. Safe to call at every start.
 */
export const bootstrap = async (deps: BootstrapDeps): Promise<Bootstrapped> => {
  const control = createControlView(deps)
  const definitions = createDefinitionsView(deps)
  await Promise.all([control.start(), definitions.start()])
  try {
    const first = definitions.environment(env) === undefined
    const made = first ? await makeProject(deps, control, definitions) : undefined
    const found = describe(deps, control, definitions)
    const signedIn = control.hasSignedIn(found.owner)
    const link = signedIn ? undefined : newLink(deps, found.owner, firstLinkMs)
    if (link) await control.write([link.stored])
    return {
      first,
      ...found,
      ...(link ? { link: link.text } : {}),
      ...(made ? { cliToken: made.cliToken } : {}),
    }
  } finally {
    await Promise.all([control.stop(), definitions.stop()])
  }
}

/**
 * Makes a new token for the command line of this machine, for when its file was lost. The lost one is good no longer. Returns
 * its text.
 */
export const createCliToken = async (deps: BootstrapDeps): Promise<string> => {
  const { text, stored } = newCliToken(deps)
  const control = createControlView(deps)
  await control.start()
  try {
    const lost = control
      .tokens()
      .filter(({ name, by, revoked }) => name === cliTokenName && by === stored.by && !revoked)
    await control.write([...lost.map((token) => ({ ...token, revoked: stored.at })), stored])
  } finally {
    await control.stop()
  }
  return text
}
