import { StorageError } from '../storage-error.ts'

/** The same on every insert: a retry must meet the same settings, or its token names another block. */
export const insertSettings = (token: string) =>
  ({
    insert_deduplication_token: token,
    deduplicate_blocks_in_dependent_materialized_views: 1,
    async_insert: 0,
    input_format_skip_unknown_fields: 0,
    // Tables lie by month, and a block may hold history of any length: the limit of 100 would stall on it for ever.
    max_partitions_per_insert_block: '0',
  }) as const

/** Columns are named in the statement's text as well. */
export const plainColumns = (columns: readonly string[]): readonly string[] =>
  columns.map(plainTable)

/** A table's name goes into the statement's text: only a plain word may. */
export const plainTable = (table: string): string => {
  if (/^[a-z_][a-z0-9_]*$/i.test(table)) return table
  throw new StorageError('the name of a table or column is letters, digits and _', {
    code: 'rejected',
    retryable: false,
  })
}
