import { StorageError } from '../storage-error.ts'
import type { Environment, Trees } from './environment.ts'

const INSTALL = Buffer.from('install', 'utf8')
const FORMAT = 1

interface Install {
  readonly format: number
  readonly partitions: number
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

/** The number of partitions is fixed when the log is first opened: subjects must not move between them. */
export const settleInstall = async (env: Environment, partitions: number): Promise<void> => {
  const install = readInstall(env.meta)
  if (!install) {
    const bytes = Buffer.from(JSON.stringify({ format: FORMAT, partitions }), 'utf8')
    await env.write(() => void env.meta.put(INSTALL, bytes))
    return
  }
  if (install.partitions !== partitions) {
    throw rejected(
      `the log in ${env.dir} was installed with ${install.partitions} partitions and cannot be opened with ${partitions}`,
    )
  }
}
