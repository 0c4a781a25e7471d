import { existsSync, readFileSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { newSecret } from '@waymark/runtime'
import { CommandError } from '../print/command-error.ts'
import { makeDirectory } from './make-directory.ts'
import { quoted } from './way-to-start.ts'
import { writePrivate, writePrivateOnce } from './write-private.ts'

/** How commands find the running instance of a data directory; readable by its owner only. */
export interface InstanceFile {
  readonly url: string
  readonly pid: number
  readonly token: string
}

/** `undefined` where there is none. */
const readFile = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    // One that is there and cannot be read must not be taken for none, and made anew.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

const readText = (path: string): string | undefined => readFile(path) || undefined

const isInstance = (value: unknown): value is InstanceFile => {
  if (typeof value !== 'object' || value === null) return false
  const { url, pid, token } = value as Partial<Record<string, unknown>>
  return typeof url === 'string' && typeof pid === 'number' && typeof token === 'string'
}

const secretPrefix = 'secret'
const secretLength = newSecret(secretPrefix).length
/** Of a secret that somebody made up, as WAYMARK_SECRET may be. */
const leastLength = 32

const isWhole = (secret: string): boolean =>
  secret.length >= (secret.startsWith(`${secretPrefix}_`) ? secretLength : leastLength)

const halfSecret = (path: string): CommandError =>
  new CommandError(
    `${path} holds only a part of a secret. Put the whole one back, or set WAYMARK_SECRET to it. If there is none, because this was the first start: delete the file. If it is lost for good: npm run waymark -- secret reset --data ${quoted(dirname(path))}`,
  )

const lostSecret = (path: string): CommandError =>
  new CommandError(
    `${path} is missing or empty, and the data beside it were sealed with it. Put it back, or set WAYMARK_SECRET to what it held. If it is lost for good: npm run waymark -- secret reset --data ${quoted(dirname(path))}`,
  )

/** The files of a data directory that are not an engine's. */
export const dataDirectory = (dir: string) => {
  const path = (name: string): string => join(dir, name)
  return {
    dir,
    /** @throws CommandError where there can be no directory */
    make: (): void => makeDirectory(dir),
    /**
     * Seals secrets and signs tickets; made at the first start. Of two first starts at once one makes it and both have it.
     * @throws CommandError where it is not whole, or gone while its data are not
     */
    secret: (): string => {
      const file = path('secret')
      // Before the secret is looked for: who makes both at this moment makes the secret first.
      const hasData = existsSync(path(join('log', 'data.mdb')))
      const found = readFile(file)
      if (!found && hasData) throw lostSecret(file)
      const writeNew = found === undefined ? writePrivateOnce : writePrivate
      if (!found) writeNew(file, `${newSecret(secretPrefix)}\n`)
      const known = readText(file)
      if (known === undefined || !isWhole(known)) throw halfSecret(file)
      return known
    },
    /** The secret that it holds; `undefined` where there is none, or only a part of one. */
    wholeSecret: (): string | undefined => {
      const known = readText(path('secret'))
      return known !== undefined && isWhole(known) ? known : undefined
    },
    /** Makes a secret in the place of one that is lost. */
    renewSecret: (): void => writePrivate(path('secret'), `${newSecret(secretPrefix)}\n`),
    /** Whose commands these are, and the token they have. */
    machine: () => ({ name: `${hostname()}:${resolve(dir)}`, kept: readText(path('token')) }),
    keepCliToken: (token: string): void => writePrivate(path('token'), `${token}\n`),
    keepInstance: (instance: InstanceFile): void =>
      writePrivate(path('instance.json'), JSON.stringify(instance)),
    /** `undefined` also where it cannot be read: the file of a machine whose power was cut. */
    instance: (): InstanceFile | undefined => {
      try {
        const value: unknown = JSON.parse(readText(path('instance.json')) ?? 'null')
        return isInstance(value) ? value : undefined
      } catch {
        return undefined
      }
    },
    dropInstance: (): void => rmSync(path('instance.json'), { force: true }),
  }
}

export type DataDirectory = ReturnType<typeof dataDirectory>
