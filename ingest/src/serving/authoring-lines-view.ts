import { type AuthoringLines, type AuthoringRecord, createAuthoringLines } from '@waymark/schemas'
import type { EventLog, LogBatch, LogRecord } from '@waymark/storage'

/** The lines between pages and dashboards, in memory; the topic `authoring` is their only source. */
export interface AuthoringLinesView extends Pick<AuthoringLines, 'find' | 'offered' | 'onChange'> {
  readonly apply: (batch: LogBatch) => void
  readonly write: (record: AuthoringRecord) => Promise<void>
}

interface ViewDeps {
  readonly log: EventLog
  /** Told of a record that cannot be read; the others go on. */
  readonly onUnreadable: (record: LogRecord, error: unknown) => void
}

const encoder = new TextEncoder()

export const createAuthoringLinesView = ({ log, onUnreadable }: ViewDeps): AuthoringLinesView => {
  const lines = createAuthoringLines()
  return {
    ...lines,
    apply: ({ records }) => {
      for (const record of records) {
        try {
          const text = Buffer.from(record.value ?? []).toString('utf8')
          lines.apply(JSON.parse(text) as AuthoringRecord)
        } catch (error) {
          onUnreadable(record, error)
        }
      }
    },
    write: async (record) => {
      const value = encoder.encode(JSON.stringify(record))
      await log.append([{ topic: 'authoring', key: record.line, value }])
    },
  }
}
