import { expect, test } from 'vitest'
import { inOrder } from '../simulate/town-deeds-under-test.ts'
import { startLife } from './life-under-test.ts'
import { ticker } from './live-killed.ts'
import { startProcessLife } from './process-life-under-test.ts'
import { type Ran, type Run, runKilled } from './run-killed-under-test.ts'

/** `WAYMARK_KILLS=200` kills so many times; `WAYMARK_KILL_SEED` says where its seeds begin, to do a run again. */
const wanted = Number(process.env.WAYMARK_KILLS ?? 0)
const firstSeed = Number(process.env.WAYMARK_KILL_SEED ?? 1)
const killsOfALife = 25
const patientMs = 900_000

const withoutTicker = <T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...map].filter(([subject]) => subject !== ticker))

/** What arrived: of every webhook id one body, however often it came. */
const bodies = ({ received }: Ran): ReadonlyMap<string, string> =>
  new Map(received.map(({ headers, body }) => [String(headers['webhook-id']), body]))

/** What was to be told, of whom: each alert and each message once. */
const toldOf = ({ killed }: Ran): number =>
  [...killed.lives.values()].flat().filter(({ t }) => t === 'alert' || t === 'send').length

const expectUnharmed = (ran: Ran): void => {
  const { killed, unharmed, deliveries, received } = ran
  expect(inOrder(withoutTicker(killed.lives))).toEqual(inOrder(unharmed.lives))
  expect(withoutTicker(killed.states)).toEqual(unharmed.states)
  expect(deliveries.map(({ status }) => status)).toEqual(deliveries.map(() => 'delivered'))
  expect(deliveries).toHaveLength(toldOf(ran))
  const arrived = bodies(ran)
  expect(new Set(arrived.keys())).toEqual(new Set(deliveries.map((one) => one.webhookId)))
  expect(new Set(arrived.values()).size).toBe(arrived.size)
  for (const { headers, body } of received)
    expect(body).toBe(arrived.get(String(headers['webhook-id'])))
}

const inThisProcess: Run['startOf'] = () => (config) => startLife(config, async () => undefined)

test(
  'killed at a write, again and again, people and accounts live the life that they would have lived, and each alert has one id',
  async () => {
    const ran = await runKilled({ seed: 3, deeds: 5, kills: 12, startOf: inThisProcess })
    expect(ran.died).toBe(12)
    expectUnharmed(ran)
  },
  patientMs,
)

test(
  'the same where SIGKILL ends the process',
  async () => {
    const ran = await runKilled({ seed: 4, deeds: 3, kills: 3, startOf: startProcessLife })
    expect(ran.died).toBe(3)
    expectUnharmed(ran)
  },
  patientMs,
)

const seeds = Array.from({ length: Math.ceil(wanted / killsOfALife) }, (_, i) => firstSeed + i)
const kinds = [
  ['a write fails', inThisProcess],
  ['SIGKILL', startProcessLife],
] as const
const long = kinds.flatMap(([name, startOf]) => seeds.map((seed) => ({ name, seed, startOf })))

if (wanted > 0)
  test.each(long)(
    '$name, seed $seed',
    async ({ seed, startOf }) => {
      const ran = await runKilled({ seed, deeds: 12, kills: killsOfALife, startOf })
      process.stdout.write(
        `${ran.died} kills, ${ran.deliveries.length} deliveries, ${ran.received.length} requests\n`,
      )
      expectUnharmed(ran)
    },
    patientMs,
  )
