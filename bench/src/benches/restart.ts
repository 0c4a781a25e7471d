import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Benchmark } from '../benchmark.ts'
import { openConnection } from '../load/http-connection.ts'
import { populate } from '../load/populate.ts'
import { trackBytes } from '../load/request.ts'
import { startUp } from '../server/start-up.ts'
import { ownDirectory } from '../setting/clean-up.ts'
import type { Stage } from '../setting/stage.ts'

const people = 100_000
const startWithinMs = 300_000

/** From the start of the process to the first event that is acknowledged, ms. */
const timeStart = async (stage: Stage, directory: ReturnType<typeof ownDirectory>) => {
  const begun = performance.now()
  const up = await startUp(stage, { directory, startWithinMs })
  const connection = await openConnection(up.port)
  const event = { messageId: `first-${begun}`, userId: 'user-000001', event: 'Event 1' }
  const { status } = await connection.send(trackBytes(event, up.writeKey))
  if (status !== 200) throw new Error(`answered ${status}`)
  connection.close()
  const ms = performance.now() - begun
  return { up, ms, cpuMs: 1000 * (await up.figure('process_cpu_seconds_total')) }
}

/** A start, a kill, a start: once with everybody, once with nobody. However many seconds are asked for. */
const timeRestart = async (stage: Stage, count: number) => {
  const directory = ownDirectory()
  try {
    const first = await startUp(stage, { directory })
    if (count > 0) await populate(first, count, stage)
    await first.kill()
    stage.progress.phase(`starting again with ${count.toLocaleString('en-US')} people`)
    const { up, ...times } = await timeStart(stage, directory)
    const logBytes = statSync(join(directory.path, 'log', 'data.mdb')).size
    await up[Symbol.asyncDispose]()
    return { ...times, logBytes }
  } finally {
    directory.remove()
  }
}

export const restart: Benchmark = {
  name: 'restart',
  about:
    '`waymark up` after kill -9: until an event is acknowledged; --people N, 100,000 unless given',
  seconds: 0,
  run: async (stage) => {
    const count = stage.people ?? people
    const nobody = await timeRestart(stage, 0)
    const everybody = await timeRestart(stage, count)
    return {
      figures: [
        {
          label: `with ${count.toLocaleString('en-US')} people`,
          value: everybody.ms,
          unit: 'ms',
          better: 'less',
          must: 10_000,
          aim: 2000,
        },
        { label: 'of it CPU', value: everybody.cpuMs, unit: 'ms', better: 'less' },
      ],
      floors: [
        { label: 'the same with nobody', value: nobody.ms, unit: 'ms', better: 'less' },
        { label: 'of it CPU', value: nobody.cpuMs, unit: 'ms', better: 'less' },
      ],
      notes: [
        `the log is a file of ${Math.round(everybody.logBytes / 2 ** 20).toLocaleString('en-US')} MB`,
      ],
    }
  },
}
