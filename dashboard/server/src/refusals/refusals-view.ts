import type { Clock, Logger } from '@waymark/runtime'
import type { Refusal, RefusalRecord, ToldRefusal } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { createTopicView } from '../log/topic-view.ts'

/** What was refused in the last hour, by whichever processes take requests. */
export interface RefusalsView {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Of an environment's keys and of keys that nobody knows (a mistyped one belongs to no environment). Newest first. */
  readonly of: (env: string) => readonly Refusal[]
  /** What was told of behind an offset, in the order in which it was told of. */
  readonly since: (env: string, offset: number) => readonly Refusal[]
  /** The offset of what was told of last; -1: nothing was. */
  readonly last: () => number
}

interface Told {
  readonly offset: number
  readonly env: string | undefined
  readonly refusal: Refusal
}

const keptMs = 3_600_000
const kept = 2000

const toldOf = (offset: number, { env, ...refusal }: ToldRefusal): Told => ({
  offset,
  env,
  refusal,
})

export const createRefusalsView = (deps: {
  readonly log: EventLog
  readonly logger: Logger
  readonly clock: Clock
}): RefusalsView => {
  let all: readonly Told[] = []
  const view = createTopicView({
    ...deps,
    topic: 'refusals',
    apply: ({ offset }, value) => {
      const told = (value as RefusalRecord).refusals.map((one) => toldOf(offset, one))
      all = [...all, ...told].slice(-kept)
    },
    reset: () => {
      all = []
    },
  })
  const ofEnv = (env: string): readonly Told[] =>
    all.filter((told) => told.env === undefined || told.env === env)
  return {
    start: view.start,
    stop: view.stop,
    of: (env) => {
      const since = deps.clock() - keptMs
      return ofEnv(env)
        .map(({ refusal }) => refusal)
        .filter(({ at }) => at >= since)
        .sort((a, b) => b.at - a.at)
    },
    since: (env, offset) =>
      ofEnv(env)
        .filter((told) => told.offset > offset)
        .map(({ refusal }) => refusal),
    last: () => all.at(-1)?.offset ?? -1,
  }
}
