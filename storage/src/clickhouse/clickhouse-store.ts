import { Readable } from 'node:stream'
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client'
import { type Migration, migrations } from '@waymark/schemas'
import type { EventStore, QueryParams } from '../event-store.ts'
import { StorageError } from '../storage-error.ts'
import { insertSettings, plainColumns, plainTable } from './insert-settings.ts'
import { migrate } from './migrate.ts'
import { parseRows } from './parse-rows.ts'
import { insertError, queryError } from './store-error.ts'
import { wellFormed, wellFormedRows } from './well-formed.ts'

interface ClickHouseStoreConfig {
  readonly url: string
  /** Made where it is missing. */
  readonly database: string
  readonly username?: string
  readonly password?: string
}

interface ClickHouseStoreDeps {
  /** Other tables than Waymark's, for tests of the store itself. */
  readonly migrations?: readonly Migration[]
}

const rowsAre = (columns?: readonly string[]): string =>
  columns ? `(${plainColumns(columns).join(', ')}) FORMAT JSONCompactEachRow` : 'FORMAT JSONEachRow'

/** Of our own queries the server keeps no log: those tables fill small disks. */
const settings: ClickHouseSettings = {
  log_queries: 0,
  log_processors_profiles: 0,
  output_format_json_quote_64bit_integers: 0,
  output_format_json_escape_forward_slashes: 0,
  output_format_json_validate_utf8: 1,
}

/** ClickHouse on a server, over HTTP. Nothing is opened until the first call; the client itself logs nothing. */
export const createClickHouseStore = (
  config: ClickHouseStoreConfig,
  deps: ClickHouseStoreDeps = {},
): EventStore => {
  const { url, username = 'default', password = '' } = config
  const database = plainTable(config.database)
  const log = { level: ClickHouseLogLevel.OFF }
  const shared = { url, username, password, request_timeout: 300_000, log }
  const client = createClient({ ...shared, database, clickhouse_settings: settings })
  let closed = false

  const assertOpen = (): void => {
    if (closed) throw new StorageError('the store is closed', { code: 'closed', retryable: false })
  }

  const read = async (sql: string, params?: QueryParams): Promise<string> => {
    assertOpen()
    try {
      const { stream } = await client.exec({
        query: sql,
        query_params: bindable(params),
        clickhouse_settings: { default_format: 'JSONEachRow', wait_end_of_query: 1 },
      })
      return await textOf(stream)
    } catch (cause) {
      throw queryError(cause)
    }
  }

  return {
    migrate: async () => {
      assertOpen()
      await createDatabase(createClient(shared), database)
      await migrate(read, deps.migrations ?? migrations)
    },

    insert: async (table, rows, options) => {
      assertOpen()
      const into = plainTable(table)
      if (rows.byteLength === 0) return
      try {
        const { stream } = await client.exec({
          query: `INSERT INTO ${into} ${rowsAre(options.columns)}`,
          values: Readable.from([wellFormedRows(rows)], { objectMode: false }),
          clickhouse_settings: { ...insertSettings(options.token), wait_end_of_query: 1 },
        })
        await textOf(stream)
      } catch (cause) {
        throw insertError(table, cause)
      }
    },

    query: async (sql, params) => parseRows(await read(sql, params)),

    stream: async function* <Row>(sql: string, params?: QueryParams): AsyncIterable<Row> {
      assertOpen()
      try {
        const result = await client.query({
          query: sql,
          query_params: bindable(params),
          format: 'JSONEachRow',
        })
        try {
          for await (const rows of result.stream<Row>()) {
            for (const row of rows) yield row.json<Row>()
          }
        } finally {
          result.close()
        }
      } catch (cause) {
        throw queryError(cause)
      }
    },

    ping: async () => !closed && (await client.ping({ select: true })).success,

    close: async () => {
      if (closed) return
      closed = true
      await client.close()
    },
  }
}

const createDatabase = async (client: ClickHouseClient, database: string): Promise<void> => {
  try {
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${database}` })
  } catch (cause) {
    throw queryError(cause)
  } finally {
    await client.close()
  }
}

const bindable = (params: QueryParams = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, wellFormed(value)]))

const textOf = async (stream: Readable): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
