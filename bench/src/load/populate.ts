import { twentyDefinitions } from '../server/definitions.ts'
import type { Up } from '../server/start-up.ts'
import type { Stage } from '../setting/stage.ts'
import { meetPeople } from './meet-people.ts'
import { until } from './until.ts'

const allowedBehind = 100_000
const lookEveryMs = 250
const drainWithinMs = 1_800_000

const lags = ['processor', 'router', 'sink'].map(
  (name) => `waymark_lag_records{consumer="${name}"}`,
)

const behind = async (up: Up): Promise<number> =>
  Math.max(...(await Promise.all(lags.map((name) => up.figure(name)))))

/** A gate that is shut while too much waits; looks at most every so often. */
const createGate = (up: Up) => {
  let looked = 0
  let open = Promise.resolve()
  return (): Promise<void> => {
    if (performance.now() - looked < lookEveryMs) return open
    looked = performance.now()
    open = until(async () => (await behind(up)) < allowedBehind, drainWithinMs)
    return open
  }
}

/** So many people, each with an event behind them and twenty definitions before; resolves once all of it is where it belongs. */
export const populate = async (up: Up, people: number, { progress }: Stage): Promise<void> => {
  progress.phase('meeting everybody')
  await up.apply(twentyDefinitions)
  const { port, writeKey } = up
  await meetPeople({ port, writeKey, people, gate: createGate(up) })
  progress.phase('waiting until all of it is folded and stored')
  await until(async () => (await behind(up)) === 0, drainWithinMs)
}
