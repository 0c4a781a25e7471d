import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newSecret } from '@waymark/runtime'
import { CommandError } from '../print/command-error.ts'

/** How commands find the running instance of a data directory; readable by its owner only. */
export interface InstanceFile {
  readonly url: string
  readonly pid: number
  readonly token: string
}

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}

const writePrivate = (path: string, text: string): void => {
  writeFileSync(path, text, { mode: 0o600 })
  chmodSync(path, 0o600)
}

/** The files of a data directory that are not an engine's. */
export const dataDirectory = (dir: string) => {
  const path = (name: string): string => join(dir, name)
  return {
    dir,
    make: (): void => {
      mkdirSync(dir, { recursive: true, mode: 0o700 })
    },
    /** Seals secrets and signs tickets; made at the first start. @throws CommandError where it is gone and its data are not. */
    secret: (): string => {
      const known = readText(path('secret'))
      if (known) return known
      if (existsSync(path(join('log', 'data.mdb'))))
        throw new CommandError(
          `${path('secret')} is missing or empty, and the data beside it were sealed with it. Put it back, or set WAYMARK_SECRET to what it held.`,
        )
      const made = newSecret('secret')
      writePrivate(path('secret'), `${made}\n`)
      return made
    },
    cliToken: (): string | undefined => readText(path('token')),
    keepCliToken: (token: string): void => writePrivate(path('token'), `${token}\n`),
    keepInstance: (instance: InstanceFile): void =>
      writePrivate(path('instance.json'), JSON.stringify(instance)),
    /** `undefined` also where a power cut has left half of it. */
    instance: (): InstanceFile | undefined => {
      try {
        return JSON.parse(readText(path('instance.json')) ?? 'null') ?? undefined
      } catch {
        return undefined
      }
    },
    dropInstance: (): void => rmSync(path('instance.json'), { force: true }),
  }
}

export type DataDirectory = ReturnType<typeof dataDirectory>
