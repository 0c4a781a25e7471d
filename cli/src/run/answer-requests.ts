import type { Sender } from '@waymark/dashboard-server'
import type { Clock, Logger } from '@waymark/runtime'
import { type ControlRecord, partitionOf } from '@waymark/schemas'

type SendRequest = Extract<ControlRecord, { readonly t: 'request' }>

interface AnswerRequestsDeps {
  readonly sender: Sender
  /** Requests that lie on the log. */
  readonly waiting: () => readonly SendRequest[]
  /** Takes a request off the log. */
  readonly forget: (id: string) => Promise<void>
  readonly partitions: number
  /** Partitions of this process; all where absent. */
  readonly owns?: readonly number[]
  readonly clock: Clock
  readonly logger: Logger
}

/** Whoever asked has given up by then. */
const oldMs = 60_000

/** Carries out what dashboards in other processes ask of the one that sends. */
export const createRequestAnswerer = (deps: AnswerRequestsDeps) => {
  const { sender, clock, logger } = deps
  const taken = new Set<string>()
  let started = false
  const isMine = ({ subject }: SendRequest): boolean =>
    deps.owns?.includes(partitionOf(subject, deps.partitions)) ?? true
  const isOld = ({ at }: SendRequest): boolean => clock() - at > oldMs
  const carryOut = async (request: SendRequest): Promise<void> => {
    // First off the log: what ends the process is not to end the next one too.
    await deps.forget(request.id)
    if (isOld(request)) return
    if (request.do === 'test') await sender.sendTest(request.env, request.on)
    else await sender.replay(request.on)
  }
  const take = (request: SendRequest): void => {
    if (!isMine(request) || taken.has(request.id)) return
    taken.add(request.id)
    carryOut(request).catch((error: unknown) =>
      logger.error({ err: error, request: request.id }, 'a request was not carried out'),
    )
  }
  return {
    /** Hears a request; those before `start` are on the log then. */
    note: (request: SendRequest): void => {
      if (started && !isOld(request)) take(request)
    },
    /** From here on the sender is ready. */
    start: (): void => {
      started = true
      for (const request of deps.waiting()) take(request)
    },
    stop: (): void => {
      started = false
    },
  }
}
