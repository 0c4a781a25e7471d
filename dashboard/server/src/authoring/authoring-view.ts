import type { Logger } from '@waymark/runtime'
import { type AuthoringLines, type AuthoringRecord, createAuthoringLines } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { createTopicView } from '../log/topic-view.ts'

/** The lines between pages and dashboards, in memory. */
export interface AuthoringView extends Pick<AuthoringLines, 'find' | 'onChange'> {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Resolves once this view shows it. */
  readonly write: (record: AuthoringRecord) => Promise<void>
}

export const createAuthoringView = (deps: {
  readonly log: EventLog
  readonly logger: Logger
}): AuthoringView => {
  const lines = createAuthoringLines()
  const view = createTopicView({
    ...deps,
    topic: 'authoring',
    apply: (_record, value) => lines.apply(value as AuthoringRecord),
    reset: lines.reset,
  })
  return {
    start: view.start,
    stop: view.stop,
    find: lines.find,
    onChange: lines.onChange,
    write: async (record) => {
      await view.write([{ key: record.line, value: record }])
    },
  }
}
