import { type Config, ConfigError } from '@waymark/runtime'
import { type EventLog, StorageError } from '@waymark/storage'

const partitionsFault = (found: number): ConfigError =>
  new ConfigError([
    {
      variable: 'WAYMARK_PARTITIONS',
      expected: `${found}: the log has so many partitions, which is fixed when it is first opened`,
    },
  ])

/** Names the setting where a log has another number of partitions than it; any other error is thrown on as it is. */
export const blamePartitions = (error: unknown): never => {
  const isOther = error instanceof StorageError && error.partitions !== undefined
  throw isOther ? partitionsFault(error.partitions ?? 0) : error
}

/**
 * A processor that is to fold partitions which there are not would wait for ever.
 * @throws ConfigError that says which there are
 */
export const checkOwns = ({ owns }: Config, { partitions }: EventLog): void => {
  if (owns === undefined || owns.every((partition) => partition < partitions)) return
  const expected = `partitions from 0 to ${partitions - 1}: the log has ${partitions} of them`
  throw new ConfigError([{ variable: 'WAYMARK_OWNS', expected }])
}

const longest = 300

/** What a ClickHouse said, without the advice for its own administrators that follows. */
const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').slice(0, longest)

/** Names the setting where the ClickHouse of a URL refuses for good: a wrong password, a user who may not make tables, a full disk. */
export const blameClickHouse =
  (url: string) =>
  (error: unknown): never => {
    if (!(error instanceof StorageError) || error.retryable) throw error
    const { host } = new URL(url)
    const expected =
      error.code === 'disk_full'
        ? `the URL of a ClickHouse with room on its disk; that of ${host} is full: free some space there and start again`
        : `the URL of a ClickHouse in which its user may make tables, as in http://user:password@host:8123; ${host} answers: ${firstLine(error.message)}`
    throw new ConfigError([{ variable: 'WAYMARK_CLICKHOUSE_URL', expected }])
  }
