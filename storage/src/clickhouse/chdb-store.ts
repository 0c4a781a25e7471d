import { type Migration, migrations } from '@waymark/schemas'
import { drainPending, type Session } from 'chdb'
import type { EventStore, QueryParams } from '../event-store.ts'
import { StorageError } from '../storage-error.ts'
import { holdFolder } from './chdb-folder.ts'
import { insertSettings, plainColumns, plainTable } from './insert-settings.ts'
import { migrate } from './migrate.ts'
import { parseRows } from './parse-rows.ts'
import { insertError, queryError } from './store-error.ts'
import { createTurns } from './turn-taking.ts'
import { wellFormed, wellFormedRows } from './well-formed.ts'

interface ChdbStoreConfig {
  /** Folder of the data; made where it is missing. One process at a time, and one folder a process. */
  readonly dir: string
}

interface ChdbStoreDeps {
  /** Other tables than Waymark's, for tests of the store itself. */
  readonly migrations?: readonly Migration[]
}

/**
 * ClickHouse inside this process: chDB, no server, no port. Its work runs on threads of its own; the event loop goes on.
 *
 * The library keeps one set of query parameters for the whole process, whatever the session, so parameterised calls take
 * turns. Inserts carry none and run beside them on a session of their own, one at a time. Both for a second reason: a call
 * holds a thread of Node's pool, of which there are four unless `UV_THREADPOOL_SIZE` says more, and the log needs them too.
 * @throws StorageError `in_use` where this or another process holds the folder, `corrupt` where it cannot be opened.
 */
export const createChdbStore = (config: ChdbStoreConfig, deps: ChdbStoreDeps = {}): EventStore => {
  const folder = holdFolder(config.dir)
  const turns = createTurns()
  const writes = createTurns()
  const open = new Set<Session>()
  const openSession = (): Session => {
    const session = folder.open()
    open.add(session)
    return session
  }
  const writer = openSession()
  const reader = openSession()
  let closing: Promise<void> | undefined

  const assertOpen = (): void => {
    if (closing !== undefined) throw closed()
  }

  const read = async (sql: string, params?: QueryParams): Promise<string> => {
    assertOpen()
    const bound = bindable(params)
    try {
      const result = await (bound === undefined
        ? reader.queryAsync(sql, { format })
        : turns.take(() => reader.queryBindAsync(sql, bound, { format })))
      return result.text()
    } catch (cause) {
      throw queryError(cause)
    }
  }

  return {
    migrate: () => migrate(read, deps.migrations ?? migrations),

    insert: async (table, rows, options) => {
      assertOpen()
      const { columns } = options
      const into = {
        table: plainTable(table),
        ...(columns
          ? ({ format: 'JSONCompactEachRow', columns: plainColumns(columns) } as const)
          : ({ format: 'JSONEachRow' } as const)),
      }
      const values = wellFormedRows(rows)
      try {
        const settings = insertSettings(options.token)
        await writes.take(() => writer.insert({ ...into, values, settings }))
      } catch (cause) {
        throw insertError(table, cause)
      }
    },

    query: async (sql, params) => parseRows(await read(sql, params)),

    stream: async function* <Row>(sql: string, params?: QueryParams): AsyncIterable<Row> {
      assertOpen()
      const session = openSession()
      const bound = bindable(params)
      try {
        const rows = await (bound === undefined
          ? session.queryStream(sql)
          : turns.take(() => session.queryStreamBind(sql, bound)))
        yield* rows.rows<Row>()
      } catch (cause) {
        throw queryError(cause)
      } finally {
        open.delete(session)
        session.close()
      }
    },

    ping: async () => {
      if (closing !== undefined) return false
      return reader.queryAsync('SELECT 1').then(
        () => true,
        () => false,
      )
    },

    close: () => {
      closing ??= (async () => {
        await Promise.all([turns.take(() => undefined), writes.take(() => undefined)])
        for (const session of open) session.close()
        await drainPending()
        folder.release()
      })()
      return closing
    },
  }
}

const format = 'JSONEachRow'

/** Numbers go as text: the library refuses whole numbers past 2^53, ClickHouse judges them by the parameter's type. */
const bindable = (params?: QueryParams): Record<string, unknown> | undefined => {
  const entries = Object.entries(params ?? {})
  if (entries.length === 0) return undefined
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      typeof value === 'number' ? String(value) : wellFormed(value),
    ]),
  )
}

const closed = (): StorageError =>
  new StorageError('the store is closed', { code: 'closed', retryable: false })
