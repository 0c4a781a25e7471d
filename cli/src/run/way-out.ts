import { ConfigError } from '@waymark/runtime'
import { StorageError } from '@waymark/storage'
import { CommandError } from '../print/command-error.ts'
import { sayFileError } from '../print/say-file-error.ts'

const ofOne = (error: unknown): string | undefined =>
  error instanceof ConfigError || error instanceof StorageError || error instanceof CommandError
    ? error.message
    : sayFileError(error)

/** What an operator can do about a start that failed; `undefined` where it is a bug. */
export const wayOut = (error: unknown): string | undefined =>
  ofOne(error) ?? (error instanceof Error ? ofOne(error.cause) : undefined)
