/** One step of the tables' history. */
export interface Migration {
  readonly id: string
  readonly statements: readonly string[]
}

/**
 * ClickHouse's tables, oldest step first. Append only: a step that has been released never changes.
 * Several processes may run the same step at once, so every statement must be safe to run again (`IF NOT EXISTS`).
 *
 * Read the views, not the tables. The tables hold repeats of what a crash made the processor write twice; the views never do.
 */
export const migrations: readonly Migration[] = [
  {
    id: '0001-first-tables',
    statements: [
      /*
       * A person's events lie together, and all rows of one message id are neighbours: both the timeline of a person and
       * the removal of repeats (FINAL) read in key order. Time is not in the key, because a granule holds several people.
       * Of repeats the one folded last counts; a replay folds at the same clock, and then the one inserted last counts.
       */
      `CREATE TABLE IF NOT EXISTS events (
        env LowCardinality(String),
        message_id String,
        type LowCardinality(String),
        event LowCardinality(String),
        person String,
        user_id String,
        anonymous_id String,
        account String,
        time_ms Int64 CODEC(Delta, ZSTD(1)),
        received_ms Int64 CODEC(Delta, ZSTD(1)),
        folded_ms Int64 CODEC(Delta, ZSTD(1)),
        source LowCardinality(String),
        properties String CODEC(ZSTD(1)),
        context String CODEC(ZSTD(1)),
        part UInt16,
        src Int64 CODEC(Delta, ZSTD(1)),
        idx UInt32,
        counts Bool,
        time DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(time_ms, 'UTC'),
        received DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(received_ms, 'UTC')
      )
      ENGINE = ReplacingMergeTree(folded_ms)
      PARTITION BY toYYYYMM(fromUnixTimestamp64Milli(time_ms, 'UTC'))
      ORDER BY (env, person, message_id)
      SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000, fsync_after_insert = 1,
        fsync_part_directory = 1`,

      `CREATE TABLE IF NOT EXISTS transitions (
        env LowCardinality(String),
        subject String,
        subject_kind LowCardinality(String),
        version Int64,
        idx UInt32,
        kind LowCardinality(String),
        definition String,
        at_ms Int64 CODEC(Delta, ZSTD(1)),
        body String CODEC(ZSTD(1)),
        at DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(at_ms, 'UTC')
      )
      ENGINE = ReplacingMergeTree
      PARTITION BY toYYYYMM(fromUnixTimestamp64Milli(at_ms, 'UTC'))
      ORDER BY (env, subject, version, idx)
      SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1`,

      `CREATE TABLE IF NOT EXISTS subjects (
        env LowCardinality(String),
        subject String,
        subject_kind LowCardinality(String),
        id String,
        version Int64,
        deleted Bool,
        merged_into String,
        first_seen_ms Int64,
        last_seen_ms Int64,
        account String,
        lifecycle LowCardinality(String),
        name String,
        email String,
        pql Array(String),
        milestones Array(String),
        traits String CODEC(ZSTD(1)),
        state String CODEC(ZSTD(1)),
        first_seen DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(first_seen_ms, 'UTC'),
        last_seen DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(last_seen_ms, 'UTC')
      )
      ENGINE = ReplacingMergeTree(version)
      ORDER BY (env, subject_kind, subject)
      SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1`,

      /* Who an anonymous person became, by whom they became: a timeline starts from the known person. */
      `CREATE TABLE IF NOT EXISTS merged (
        env LowCardinality(String),
        subject String,
        into String,
        version Int64,
        at_ms Int64
      )
      ENGINE = ReplacingMergeTree(version)
      ORDER BY (env, into, subject)
      SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1`,

      `CREATE MATERIALIZED VIEW IF NOT EXISTS merged_from_transitions TO merged AS
      SELECT env, subject, JSONExtractString(body, 'into') AS into, version, at_ms
      FROM transitions
      WHERE kind = 'merged' AND into != ''`,
    ],
  },
  {
    id: '0002-first-views',
    statements: [
      `CREATE VIEW IF NOT EXISTS accepted AS
      SELECT *, time, received FROM events FINAL`,

      `CREATE VIEW IF NOT EXISTS changes AS
      SELECT *, at FROM transitions FINAL`,

      `CREATE VIEW IF NOT EXISTS merges AS
      SELECT env, subject, into, at_ms FROM merged FINAL`,

      /*
       * Accepted events under the person that they belong to today: `subject` follows a merge, `person` does not.
       * A subject's key names its environment, so the key alone joins.
       */
      `CREATE VIEW IF NOT EXISTS activity AS
      SELECT if(known.into = '', seen.person, known.into) AS subject, seen.*
      FROM accepted AS seen
      LEFT ANY JOIN (SELECT subject, into FROM merges) AS known ON known.subject = seen.person`,

      `CREATE VIEW IF NOT EXISTS people AS
      SELECT *, first_seen, last_seen FROM subjects FINAL
      WHERE subject_kind IN ('user', 'anonymous') AND NOT deleted AND merged_into = ''`,

      `CREATE VIEW IF NOT EXISTS accounts AS
      SELECT *, first_seen, last_seen FROM subjects FINAL
      WHERE subject_kind = 'account' AND NOT deleted AND merged_into = ''`,
    ],
  },
  {
    id: '0003-program-of-events',
    statements: [
      /* Which definitions had counted an event when it was folded: what came later is read from here. */
      'ALTER TABLE events ADD COLUMN IF NOT EXISTS program Int64 DEFAULT -1 CODEC(Delta, ZSTD(1))',
    ],
  },
  {
    id: '0004-traces-for-30-days',
    statements: [
      /*
       * Why something was or was not shown or sent is asked while somebody still remembers it, and is most of what is kept of
       * people. What was sent, painted, clicked, and who was drawn for what stays: the numbers rest on it.
       */
      `ALTER TABLE transitions MODIFY TTL toDateTime(intDiv(at_ms, 1000), 'UTC') + INTERVAL 30 DAY
       DELETE WHERE kind IN ('decided', 'withdrawn', 'suppressed')`,
    ],
  },
]
