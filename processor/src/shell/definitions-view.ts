import type { Logger } from '@waymark/runtime'
import type { DefinitionsRecord, Email, Endpoint, StoredDefinition } from '@waymark/schemas'
import { type EventLog, followTopic, type LogRecord } from '@waymark/storage'
import { compileProgram, type Published } from '../program/compile-program.ts'
import type { Program } from '../program/program.ts'

/** The definitions in force, compiled; follows the log. */
export interface DefinitionsView {
  readonly programOf: (env: string) => Program
  readonly endpoint: (env: string, id: string) => Endpoint | undefined
  /** The template of an e-mail as it is now. */
  readonly email: (env: string, id: string) => Email | undefined
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
}

const publishedOf = ({ definitions }: Environment): readonly Published[] =>
  [...definitions.values()].flatMap(({ definition, version }) =>
    definition ? [{ definition, version }] : [],
  )

const blank = (env: string): Environment => ({
  definitions: new Map(),
  program: compileProgram(env, -1, []),
  version: -1,
  stale: false,
})

/** Definitions that do not compile together stay out: the ones before them remain in force, and the log says why. */
const refresh = (env: string, environment: Environment, logger: Logger): void => {
  environment.stale = false
  try {
    environment.program = compileProgram(env, environment.version, publishedOf(environment))
  } catch (error) {
    logger.error(
      { err: error, env },
      'definitions do not compile; the ones before them stay in force',
    )
  }
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
  const take = (record: LogRecord): void => {
    const parts = record.key.split('/')
    if (parts[0] !== 'definition') return
    const environment = environmentOf(parts[1] ?? '')
    const stored: DefinitionsRecord | null =
      record.value && JSON.parse(Buffer.from(record.value).toString('utf8'))
    if (stored?.t === 'definition') environment.definitions.set(record.key, stored)
    else environment.definitions.delete(record.key)
    environment.version = record.offset
    environment.stale = true
  }
  const following = await followTopic(log, 'definitions', ({ records }) => records.forEach(take))
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
      return definition?.kind === 'email' ? definition : undefined
    },
    stop: following.stop,
    done: following.done,
  }
}
