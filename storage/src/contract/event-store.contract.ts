import type { Migration } from '@waymark/schemas'
import { afterAll, beforeAll, describe } from 'vitest'
import type { EventStore } from '../event-store.ts'
import { acceptedLaws } from './event-store.accepted.ts'
import { insertLaws } from './event-store.insert.ts'
import { outageLaws } from './event-store.outage.ts'
import { parameterLaws } from './event-store.parameter.ts'
import { queryLaws } from './event-store.query.ts'
import { rowLaws } from './event-store.row.ts'
import { viewLaws } from './event-store.view.ts'

/** One adapter of the port on a real engine, with a database of the suite's own. */
export interface StoreUnderTest {
  /** Another handle on the same database, as a second process would have; where only one may exist, the same. */
  readonly second: () => EventStore
  /** The handle in use. */
  readonly store: () => EventStore
  /** Ends the engine as a crash would, where it can be, and opens it again on the same data. */
  readonly restart: () => Promise<void>
  /** Ends the engine; `restart` brings it back. Only where the engine is a process of its own. */
  readonly crash?: () => Promise<void>
  readonly stop: () => Promise<void>
}

export type StartStore = (migrations?: readonly Migration[]) => Promise<StoreUnderTest>

/** What every adapter of the event store keeps, on the real engine. */
export const eventStoreContract = (name: string, start: StartStore): void => {
  describe(`event store: ${name}`, () => {
    let running: StoreUnderTest | undefined
    const subject = (): StoreUnderTest => {
      if (running === undefined) throw new Error('the engine has not started')
      return running
    }
    beforeAll(async () => {
      running = await start()
      await running.store().migrate()
    }, 120_000)
    afterAll(() => running?.stop())

    insertLaws(subject)
    rowLaws(subject)
    parameterLaws(subject)
    queryLaws(subject)
    acceptedLaws(subject)
    viewLaws(subject)
    outageLaws(subject)
  })
}
