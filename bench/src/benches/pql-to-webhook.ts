import { setTimeout as pause } from 'node:timers/promises'
import type { AlertBody, Definition } from '@waymark/schemas'
import type { Benchmark } from '../benchmark.ts'
import { startFloor } from '../floor/start-floor.ts'
import { type HttpConnection, openConnection } from '../load/http-connection.ts'
import { trackBytes } from '../load/request.ts'
import { until } from '../load/until.ts'
import { latencyFigures } from '../report/latency-figures.ts'
import { startUp } from '../server/start-up.ts'
import { type Receiver, startReceiver } from '../setting/receiver.ts'
import { floorSeconds } from '../setting/times.ts'

const everyMs = 50
const lastOnesMs = 15_000
const warmUpAccounts = 20

const definitions = (url: string): readonly Definition[] => [
  {
    kind: 'milestone',
    id: 'set-up',
    level: 'account',
    order: 1,
    reached: { did: { event: 'Set Up Finished' } },
  },
  { kind: 'pql', id: 'lead', level: 'account', milestones: ['set-up'], alert: { to: ['crm'] } },
  { kind: 'endpoint', id: 'crm', type: 'webhook', url },
]

/** What makes an account a lead: one event of one of its people. */
const leadBytes = (account: string, writeKey: string): Buffer =>
  trackBytes(
    {
      messageId: `lead-of-${account}`,
      userId: `user-of-${account}`,
      event: 'Set Up Finished',
      context: { groupId: account },
    },
    writeKey,
  )

/** Which account a webhook is about; the floor passes the event on as it is. */
const accountOf = (body: string): string => {
  const message = JSON.parse(body) as {
    readonly data?: AlertBody
    readonly context?: { readonly groupId: string }
  }
  return message.data?.id ?? message.context?.groupId ?? ''
}

interface Stopwatch {
  readonly receiver: Receiver
  /** Makes accounts leads, one after the other; ms until the webhook of each. */
  readonly time: (options: TimeOptions) => Promise<readonly number[]>
}

interface TimeOptions {
  readonly port: number
  readonly writeKey: string
  readonly accounts: number
}

const startStopwatch = async (): Promise<Stopwatch> => {
  const sent = new Map<string, number>()
  let times: number[] = []
  let made = 0
  const receiver = await startReceiver((body, at) => {
    const account = accountOf(body)
    const begun = sent.get(account)
    if (begun !== undefined) times.push(at - begun)
    sent.delete(account)
  })
  const makeLead = async (connection: HttpConnection, writeKey: string): Promise<void> => {
    const account = `account-${++made}`
    sent.set(account, performance.now())
    const { status, body } = await connection.send(leadBytes(account, writeKey))
    if (status !== 200) throw new Error(`answered ${status}: ${body.toString()}`)
  }
  return {
    receiver,
    time: async ({ port, writeKey, accounts }) => {
      times = []
      const connection = await openConnection(port)
      for (let n = 0; n < accounts; n++) {
        await makeLead(connection, writeKey)
        await pause(everyMs)
      }
      await until(async () => sent.size === 0, lastOnesMs)
      connection.close()
      return times
    },
  }
}

export const pqlToWebhook: Benchmark = {
  name: 'pql-to-webhook',
  about: 'from the event that makes an account a lead to the webhook at its receiver',
  seconds: 15,
  run: async (stage) => {
    const { seconds, progress } = stage
    const { receiver, time } = await startStopwatch()
    await using _closed = receiver
    progress.phase('starting waymark up')
    await using up = await startUp(stage)
    const { port, writeKey } = up
    await up.apply(definitions(receiver.url))
    progress.phase('warming up')
    await time({ port, writeKey, accounts: warmUpAccounts })
    progress.phase('measuring', seconds)
    const accounts = Math.ceil((seconds * 1000) / everyMs / 1.5)
    const times = await time({ port, writeKey, accounts })
    progress.phase('floor', floorSeconds)
    await using relay = await startFloor('relay-floor.child.ts', [receiver.url])
    const floor = await time({ port: relay.port, writeKey, accounts: warmUpAccounts * 2 })
    return {
      figures: latencyFigures(times, { p99: { must: 1000, aim: 200 } }),
      floors: latencyFigures(floor, {}, 'node:http, body posted on'),
      notes: [`${times.length} accounts, one after the other; nothing else going on`],
    }
  },
}
