import { ConfigError } from '@waymark/runtime'
import { StorageError } from '@waymark/storage'
import { CommandError } from '../print/command-error.ts'
import { freeSpace, sayFileError } from '../print/say-file-error.ts'

/** Under the data directory: of a ClickHouse elsewhere the setting is named. */
const ofDisk = (error: unknown): string | undefined =>
  error instanceof StorageError && error.code === 'disk_full'
    ? `${error.message}. ${freeSpace}`
    : undefined

const ofOther = (error: unknown): string | undefined =>
  error instanceof ConfigError || error instanceof StorageError || error instanceof CommandError
    ? error.message
    : sayFileError(error)

const ofOne = (error: unknown): string | undefined => ofDisk(error) ?? ofOther(error)

/** What an operator can do about a start that failed; `undefined` where it is a bug. */
export const wayOut = (error: unknown): string | undefined =>
  ofOne(error) ?? (error instanceof Error ? ofOne(error.cause) : undefined)
