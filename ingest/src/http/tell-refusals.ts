import type { RefusalRecord, ToldRefusal } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import type { RefusalListener } from './refusals.ts'

/** Puts what was refused into the log, where a dashboard sees it, whichever process it is. */
export interface RefusalTeller {
  readonly note: RefusalListener
  /** Tells what waits. */
  readonly stop: () => Promise<void>
}

const everyMs = 1000
/** Anybody can be refused as often as they like: the log grows by so much a second at most. */
const mostAtOnce = 20
const longestMessage = 500

const encoder = new TextEncoder()

/** The first at once, so that who sets Waymark up sees it, then once a second. */
export const createRefusalTeller = ({ log }: { readonly log: EventLog }): RefusalTeller => {
  let waiting: ToldRefusal[] = []
  let timer: NodeJS.Timeout | undefined
  let telling: Promise<void> = Promise.resolve()

  const tell = async (): Promise<void> => {
    if (waiting.length === 0) return
    const record: RefusalRecord = { refusals: waiting }
    waiting = []
    const value = encoder.encode(JSON.stringify(record))
    // A log that takes nothing is told of by what could not be accepted; this is for people to look at, and may be missing.
    await log.append([{ topic: 'refusals', key: 'ingest', value }]).catch(() => undefined)
  }

  const round = (): void => {
    timer = undefined
    if (waiting.length === 0) return
    telling = telling.then(tell)
    timer = setTimeout(round, everyMs).unref()
  }

  return {
    note: (refusal, env) => {
      if (waiting.length >= mostAtOnce) return
      const message = refusal.message.slice(0, longestMessage)
      waiting.push({ ...refusal, message, ...(env === undefined ? {} : { env }) })
      timer ??= setTimeout(round, 0).unref()
    },
    stop: async () => {
      clearTimeout(timer)
      await telling
      await tell()
    },
  }
}
