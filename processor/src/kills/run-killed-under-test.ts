import { type DeliveryRecord, parseDefinition, type SubjectKey } from '@waymark/schemas'
import fc from 'fast-check'
import { townDefinitions } from '../../manual/support/town-definitions.ts'
import { deliveriesIn, type Received, startReceiver } from '../notify/notifier-under-test.ts'
import { compileProgram } from '../program/compile-program.ts'
import { definitionRecord, temporaryDirectory } from '../shell/processor-under-test.ts'
import type { Delivery, ToldTransition } from '../simulate/happening.ts'
import { createSimulation } from '../simulate/simulation.ts'
import { deed, deliveriesOf } from '../simulate/town-deeds-under-test.ts'
import { openLifeLog } from './life-under-test.ts'
import { type Fate, liveKilled } from './live-killed.ts'
import { essence, type Outcome, readOutcome } from './outcome-under-test.ts'
import { createSeeded, type Seeded } from './seeded.ts'

const minute = 60_000

const program = compileProgram(
  'test',
  1,
  townDefinitions.map((document) => {
    const one = parseDefinition(document)
    if (!one.ok) throw new Error(JSON.stringify(one.problems))
    return { version: 1, definition: one.definition }
  }),
)

/** What becomes of everybody where nobody is killed: the fold alone, without a process or a log. */
const liveUnharmed = (deliveries: readonly Delivery[], until: number): Outcome => {
  const lives = new Map<SubjectKey, ToldTransition[]>()
  const simulation = createSimulation(program, ({ subject, transition }) => {
    lives.set(subject, [...(lives.get(subject) ?? []), transition])
  })
  deliveries.forEach(simulation.deliver)
  simulation.passTo(until)
  const states = Array.from(
    simulation.states,
    ([subject, state]) => [subject, essence(state)] as const,
  )
  return { lives, states: new Map(states) }
}

export interface Run {
  /** Of the history and of the deaths. */
  readonly seed: number
  readonly kills: number
  readonly deeds: number
  readonly startOf: (chance: Seeded) => Fate['start']
}

export interface Ran {
  readonly died: number
  readonly killed: Outcome
  readonly unharmed: Outcome
  /** What became of what was to be sent, and what arrived. */
  readonly deliveries: readonly DeliveryRecord[]
  readonly received: readonly Received[]
}

const historyOf = ({ seed, deeds }: Run): readonly Delivery[] => {
  const lengths = { minLength: deeds, maxLength: deeds }
  const [history = []] = fc.sample(fc.array(deed, lengths), { seed, numRuns: 1 })
  return deliveriesOf(history)
}

/** Lives a seeded history in the town of the manual, killed so many times, and once more unharmed. */
export const runKilled = async (run: Run): Promise<Ran> => {
  await using place = await temporaryDirectory()
  await using hook = await startReceiver()
  const { dir } = place
  const deliveries = historyOf(run)
  const until = (deliveries.at(-1)?.at ?? 0) + 2 * minute
  const before = await openLifeLog(dir, () => (deliveries[0]?.at ?? 1) - 1)
  await before.append(townDefinitions.map(definitionRecord))
  await before.close()
  const chance = createSeeded(run.seed)
  const { kills, startOf } = run
  const died = await liveKilled({
    deliveries,
    until,
    kills,
    chance,
    dir,
    hook: hook.url,
    start: startOf(chance),
  })
  const log = await openLifeLog(dir, () => until)
  const killed = await readOutcome(log)
  const sent = [...(await deliveriesIn(log)).values()]
  await log.close()
  const { received } = hook
  return { died, killed, unharmed: liveUnharmed(deliveries, until), deliveries: sent, received }
}
