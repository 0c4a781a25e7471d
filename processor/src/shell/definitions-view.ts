import type { Logger } from '@waymark/runtime'
import type {
  DefinitionsRecord,
  Email,
  Endpoint,
  StoredBackfill,
  StoredCounted,
  StoredDefinition,
} from '@waymark/schemas'
import { type EventLog, followTopic, type LogRecord } from '@waymark/storage'
import { programInForce } from '../backfill/in-force.ts'
import type { KnownDefinitions } from '../backfill/known-definitions.ts'
import { compileProgram } from '../program/compile-program.ts'
import type { Program } from '../program/program.ts'

/** The definitions in force, compiled; follows the log. */
export interface DefinitionsView {
  readonly programOf: (env: string) => Program
  readonly endpoint: (env: string, id: string) => Endpoint | undefined
  /** The template of an e-mail as it is now. */
  readonly email: (env: string, id: string) => Email | undefined
  readonly environments: () => readonly string[]
  /** What the log says of an environment. */
  readonly known: (env: string) => KnownDefinitions
  /** The next offset of the topic: every program reflects all that lies before it. */
  readonly read: () => number
  /** Resolves once every program reflects what lies at this offset; another process may have read it a moment before. */
  readonly upTo: (offset: number) => Promise<void>
  /** The offset of the newest change that every subject is to be looked at for; absent where nobody reads pasts. */
  readonly toMeet: () => number | undefined
  /** Calls back after each change of what counts, or of what is in force by it. */
  readonly onCounted: (listener: () => void) => void
  /** Calls back after every change. */
  readonly onChange: (listener: () => void) => void
  readonly stop: () => Promise<void>
  /** Rejects when the log is followed no longer for a reason that is not `stop`. */
  readonly done: Promise<void>
}

interface Environment {
  readonly definitions: Map<string, StoredDefinition>
  program: Program
  /** Offset of its newest definition. */
  version: number
  stale: boolean
  counted: StoredCounted | undefined
  past: StoredBackfill | undefined
}

const blank = (env: string): Environment => ({
  definitions: new Map(),
  program: compileProgram(env, -1, []),
  version: -1,
  stale: false,
  counted: undefined,
  past: undefined,
})

const knownOf = (
  env: string,
  { version, definitions, counted, past }: Environment,
): KnownDefinitions => ({ env, version, stored: [...definitions.values()], counted, past })

/** Definitions that do not compile together stay out: the ones before them remain in force, and the log says why. */
const refresh = (env: string, environment: Environment, logger: Logger): void => {
  environment.stale = false
  try {
    environment.program = programInForce(knownOf(env, environment))
  } catch (error) {
    logger.error(
      { err: error, env },
      'definitions do not compile; the ones before them stay in force',
    )
  }
}

const changed = (environment: Environment, version: number): void => {
  environment.version = Math.max(environment.version, version)
  environment.stale = true
}

/** How far a past has been read changes nothing. */
const takePast = (environment: Environment, stored: StoredBackfill, at: number): void => {
  const from = stored.from ?? at
  const isNew = environment.past?.from !== from
  environment.past = { ...stored, from }
  if (isNew) changed(environment, from)
}

const takeStored = (
  environment: Environment,
  stored: DefinitionsRecord | null,
  { key, offset }: LogRecord,
): void => {
  if (stored?.t === 'backfill') {
    takePast(environment, stored, offset)
    return
  }
  if (stored?.t === 'counted') environment.counted = stored
  else if (stored?.t === 'definition') environment.definitions.set(key, stored)
  else environment.definitions.delete(key)
  changed(environment, offset)
}

/** Reads all definitions there are, then follows. */
export const followDefinitions = async (
  log: EventLog,
  logger: Logger,
): Promise<DefinitionsView> => {
  const environments = new Map<string, Environment>()
  const environmentOf = (env: string): Environment => {
    const known = environments.get(env)
    if (known) return known
    const made = blank(env)
    environments.set(env, made)
    return made
  }
  let read = 0
  let readOn = Promise.withResolvers<void>()
  let toMeet: number | undefined
  const onCounted: (() => void)[] = []
  const onChange: (() => void)[] = []
  const take = (record: LogRecord): boolean => {
    const [t, env = ''] = record.key.split('/')
    read = Math.max(read, record.offset + 1)
    // An environment has a past from its beginning on, not from its first definition on.
    if (t === 'environment') environmentOf(env)
    if (t !== 'definition' && t !== 'counted' && t !== 'backfill') return false
    const stored: DefinitionsRecord | null =
      record.value && JSON.parse(Buffer.from(record.value).toString('utf8'))
    takeStored(environmentOf(env), stored, record)
    if (t === 'counted') toMeet = record.offset
    if (t === 'backfill') toMeet ??= -1
    return t !== 'definition'
  }
  const following = await followTopic(log, 'definitions', ({ records, next }) => {
    const counts = records.map(take).some((is) => is)
    read = Math.max(read, next)
    readOn.resolve()
    readOn = Promise.withResolvers()
    if (counts) for (const listener of onCounted) listener()
    for (const listener of onChange) listener()
  })
  await following.caughtUp
  return {
    programOf: (env) => {
      const environment = environmentOf(env)
      if (environment.stale) refresh(env, environment, logger)
      return environment.program
    },
    endpoint: (env, id) => {
      const definition = environments
        .get(env)
        ?.definitions.get(`definition/${env}/endpoint/${id}`)?.definition
      return definition?.kind === 'endpoint' ? definition : undefined
    },
    email: (env, id) => {
      const definition = environments
        .get(env)
        ?.definitions.get(`definition/${env}/email/${id}`)?.definition
      if (definition?.kind !== 'email') return undefined
      const brand = environments.get(env)?.definitions.get(`definition/${env}/brand/project`)
      const accent = brand?.definition?.kind === 'brand' ? brand.definition.accent : undefined
      return accent === undefined
        ? definition
        : { ...definition, theme: { accent, ...definition.theme } }
    },
    environments: () => [...environments.keys()],
    known: (env) => knownOf(env, environmentOf(env)),
    read: () => read,
    upTo: async (offset) => {
      let isOver = false
      const over = following.done.then(() => {
        isOver = true
      })
      while (read <= offset && !isOver) await Promise.race([readOn.promise, over])
    },
    toMeet: () => toMeet,
    onCounted: (listener) => void onCounted.push(listener),
    onChange: (listener) => void onChange.push(listener),
    stop: following.stop,
    done: following.done,
  }
}
