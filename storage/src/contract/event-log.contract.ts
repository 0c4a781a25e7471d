import { describe } from 'vitest'
import { appendContract } from './event-log-append.contract.ts'
import { epochsContract } from './event-log-epochs.contract.ts'
import { lostContract } from './event-log-lost.contract.ts'
import { positionsContract } from './event-log-positions.contract.ts'
import { readContract } from './event-log-read.contract.ts'
import { subscribeContract } from './event-log-subscribe.contract.ts'
import { subscriptionEndContract } from './event-log-subscription-end.contract.ts'
import type { MakeLog } from './event-log-under-test.ts'

/** A broker on a busy machine takes its time; a test that hangs still ends. */
const PATIENCE_MS = 30_000

export type { LogUnderTest, MakeLog } from './event-log-under-test.ts'

/** What every log promises, whatever engine is behind it. Run by each adapter's own test against the real engine. */
export const eventLogContract = (name: string, makeLog: MakeLog): void => {
  describe(`${name} as the event log`, { timeout: PATIENCE_MS }, () => {
    appendContract(makeLog)
    subscribeContract(makeLog)
    subscriptionEndContract(makeLog)
    positionsContract(makeLog)
    readContract(makeLog)
    epochsContract(makeLog)
    lostContract(makeLog)
  })
}
