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
import { checkOpens, keySecretName, openSecret, sealSecret } from './keep-secret.ts'

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
  /** Token of the command line on this machine: the one it keeps, or a new one where that is not good. */
  readonly cliToken: string
}

/** Whose commands get a token. */
export interface Machine {
  /** Host and data directory: nobody else's tokens are touched. */
  readonly name: string
  /** The token that it keeps. */
  readonly kept?: string | undefined
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

const newCliToken = (
  deps: BootstrapDeps,
  machine: string,
): { text: string; stored: StoredToken } => {
  const text = deps.ids.newSecret('wm')
  const stored: StoredToken = {
    t: 'token',
    id: deps.ids.newId('tok'),
    hash: hashKey(text),
    name: cliTokenName,
    role: 'owner',
    at: deps.clock(),
    by: 'waymark',
    machine,
  }
  return { text, stored }
}

const makeProject = async (
  deps: BootstrapDeps,
  control: ControlView,
  definitions: DefinitionsView,
): Promise<void> => {
  const at = deps.clock()
  const keys = newKeys(deps)
  const owner: StoredUser = {
    t: 'user',
    id: deps.ids.newId('usr'),
    name: 'Owner',
    role: 'owner',
    at,
  }
  const records: ControlRecord[] = [keys.sealed, owner]
  await control.write(records)
  // The environment comes last: it says that the rest is there, so that a crash in between begins again.
  const made: DefinitionsRecord[] = [
    keys.write,
    keys.server,
    { t: 'environment', env, name: 'Production', project: 'default', projectName: 'Default', at },
  ]
  await definitions.write(made)
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

/** The token that the machine keeps, if it is still good; else a new one, and what the machine had before is good no longer. */
const cliTokenOf = async (
  deps: BootstrapDeps,
  control: ControlView,
  { name, kept }: Machine,
): Promise<string> => {
  const known = kept === undefined ? undefined : control.token(hashKey(kept))
  if (kept !== undefined && known && known.revoked === undefined) return kept
  const { text, stored } = newCliToken(deps, name)
  const lost = control.tokens().filter(({ machine, revoked }) => machine === name && !revoked)
  await control.write([...lost.map((token) => ({ ...token, revoked: stored.at })), stored])
  return text
}

/**
 * Makes the project, its environment `production`, a write and a server key, an owner and a token for the command line, where
 * they are missing; then a sign-in link for the owner, until the owner has signed in once. Safe to call at every start.
 * @throws ConfigError where the sealer does not open what is sealed already
 */
export const bootstrap = async (deps: BootstrapDeps, machine: Machine): Promise<Bootstrapped> => {
  const control = createControlView(deps)
  const definitions = createDefinitionsView(deps)
  await Promise.all([control.start(), definitions.start()])
  try {
    checkOpens(deps.sealer, control.secrets())
    const first = definitions.environment(env) === undefined
    if (first) await makeProject(deps, control, definitions)
    const found = describe(deps, control, definitions)
    const signedIn = control.hasSignedIn(found.owner)
    const link = signedIn ? undefined : newLink(deps, found.owner, firstLinkMs)
    if (link) await control.write([link.stored])
    const cliToken = await cliTokenOf(deps, control, machine)
    return { first, ...found, ...(link ? { link: link.text } : {}), cliToken }
  } finally {
    await Promise.all([control.stop(), definitions.stop()])
  }
}
