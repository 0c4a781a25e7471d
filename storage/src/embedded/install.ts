import { randomUUID } from 'node:crypto'
import { StorageError } from '../storage-error.ts'
import type { Environment, Trees } from './environment.ts'

const INSTALL = Buffer.from('install', 'utf8')
const FORMAT = 1

interface Install {
  readonly format: number
  readonly partitions: number
  /** Absent in logs that were installed before logs had one. */
  readonly id?: string
}

const rejected = (message: string): StorageError =>
  new StorageError(message, { code: 'rejected', retryable: false })

export const readInstall = (meta: Trees['meta']): Install | undefined => {
  const bytes = meta.get(INSTALL)
  if (!bytes) return undefined
  const install = JSON.parse(bytes.toString('utf8')) as Install
  if (install.format !== FORMAT) {
    throw rejected(`the log is in format ${install.format}; this version reads format ${FORMAT}`)
  }
  return install
}

const writeInstall = async (env: Environment, partitions: number): Promise<string> => {
  const install = { format: FORMAT, partitions, id: randomUUID() } satisfies Install
  const bytes = Buffer.from(JSON.stringify(install), 'utf8')
  await env.write(() => void env.meta.put(INSTALL, bytes))
  return install.id
}

/**
 * The number of partitions is fixed when the log is first opened: subjects must not move between them. Resolves with the id of
 * the log.
 */
export const settleInstall = async (env: Environment, partitions: number): Promise<string> => {
  const install = readInstall(env.meta)
  if (install && install.partitions !== partitions) {
    throw new StorageError(
      `the log in ${env.dir} was installed with ${install.partitions} partitions and cannot be opened with ${partitions}`,
      { code: 'rejected', retryable: false, partitions: install.partitions },
    )
  }
  return install?.id ?? (await writeInstall(env, partitions))
}
