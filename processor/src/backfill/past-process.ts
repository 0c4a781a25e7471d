import { setTimeout as pause } from 'node:timers/promises'
import { settled } from '../shell/processor-under-test.ts'
import {
  createPublisher,
  openBoth,
  pastOf,
  startAll,
  untilNoted,
  untilReady,
} from './backfill-under-test.ts'
import { definitions, lives, names, sentToBoth } from './lived-twice-under-test.ts'

/** What a process lives of a life before it is killed. */
export interface Stretch {
  readonly dir: string
  readonly seed: number
  /** The first one begins it all; whoever comes later finds what the ones before have left. */
  readonly isFirst: boolean
  /** Events up to here are sent, those that were sent before once more. */
  readonly to: number
  /** It is killed so long after so many tiles have been told; absent in the last one, which lives on. */
  readonly death?: { readonly tiles: number; readonly afterMs: number }
}

const bothEnvs = ['always', 'late'] as const
/** Sent before the definitions are there. */
const eventsBefore = 60

const stretch: Stretch = JSON.parse(process.argv[2] ?? '')
const { dir, seed, isFirst, to, death } = stretch
const [always, late] = bothEnvs

const place = await openBoth(dir)
const { log, store } = place
const publish = createPublisher(log)
const events = lives(seed, 120)
const send = (from: number, until: number) =>
  log.append(sentToBoth(bothEnvs, events, { from, to: until }))

const begin = async (): Promise<void> => {
  await untilNoted(log, late)
  await send(0, eventsBefore)
  await settled(log)
  await publish(late, definitions)
}

const dieInTime = async ({ tiles, afterMs }: NonNullable<Stretch['death']>): Promise<void> => {
  for (;;) {
    const past = await pastOf(log, late)
    if (past && (past.record.tiles >= tiles || past.record.ready !== undefined)) break
    await pause(1)
  }
  await pause(afterMs)
  process.kill(process.pid, 'SIGKILL')
}

if (isFirst) {
  const endpoint = { kind: 'endpoint', id: 'x', type: 'email', to: ['a@example.com'] }
  await publish(late, [endpoint])
  await publish(always, definitions)
}
const running = await startAll({ log, store, dir: `${dir}/cache` }, 1)
const dying = death && dieInTime(death)
if (isFirst) await begin()
for (let from = eventsBefore; from < to; from += 3) {
  await send(from, Math.min(from + 3, to))
  await pause(1)
}
await dying
await untilReady(log, late, { names })
await running.stop()
await place.close()
