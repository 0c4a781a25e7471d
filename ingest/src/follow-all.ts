import { setTimeout as pause } from 'node:timers/promises'
import type { Topic } from '@waymark/schemas'
import {
  type EventLog,
  type Following,
  followTopic,
  type LogBatch,
  type Onward,
} from '@waymark/storage'
import type { ServingView } from './serving/serving-view.ts'

type Apply = (batch: LogBatch) => Promise<void> | void

/** What is known of the topics, and of the people. */
interface Views {
  readonly topics: Readonly<Partial<Record<Topic, Apply>>>
  readonly people: ServingView
}

export interface Followed {
  /** Resolves when everything that was in the topics has been applied, of `state` as much as can be in a moment. */
  readonly start: () => Promise<void>
  /** Whether that is true of `state`, too. */
  readonly knowsPeople: () => boolean
  readonly stop: () => Promise<void>
  /** Rejects when a topic could not be followed any further; resolves on `stop`. */
  readonly done: Promise<void>
}

/** So long a start waits for the people to be known, so that usually it all begins at once. */
const peopleWithinMs = 2000

/** Follows all that ingest has to know. */
export const followAll = (log: EventLog, { topics, people }: Views): Followed => {
  const following: Following[] = []
  const { promise: done, resolve, reject } = Promise.withResolvers<void>()
  let known = false
  let stopped = false
  const follow = async (wanted: Topic | Onward, apply: Apply): Promise<void> => {
    const one = await followTopic(log, wanted, apply)
    if (stopped) return one.stop()
    following.push(one)
    one.done.catch(reject)
    await one.caughtUp
  }
  const followPeople = async (): Promise<void> => {
    await follow({ topic: 'state', from: people.from }, people.apply)
    known = true
  }
  return {
    start: async () => {
      await people.open()
      const all = followPeople()
      all.catch(reject)
      await Promise.all(
        Object.entries(topics).map(([topic, apply]) => follow(topic as Topic, apply)),
      )
      const moment = new AbortController()
      await Promise.race([all, pause(peopleWithinMs, undefined, { signal: moment.signal })])
      moment.abort()
    },
    knowsPeople: () => known,
    stop: async () => {
      stopped = true
      await Promise.all(following.map((topic) => topic.stop()))
      await people.close()
      resolve()
    },
    done,
  }
}
