import type { SubjectKey, Transition } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { live, townLife } from '../../manual/support/town.ts'
import { type Step, type World, written } from '../../manual/support/world.ts'
import { fold } from './fold.ts'
import type { SubjectState } from './state.ts'

/** Versions count writes, and fewer writes are the point of folding together. */
const withoutVersions = (state: SubjectState | undefined) => {
  if (state?.kind !== 'person') return { ...state, n: 0 }
  return { ...state, n: 0, says: { ...state.says, n: 0 } }
}
const plain = (transitions: readonly Transition[]): unknown[] =>
  JSON.parse(JSON.stringify(transitions), (key, value) => (key === 'version' ? 0 : value))

const stepsOf = (world: World): ReadonlyMap<SubjectKey, Step[]> =>
  Map.groupBy(world.steps, (step) => step.subject)

const inChunks = <T>(list: readonly T[], sizes: readonly number[]): readonly (readonly T[])[] => {
  const chunks: T[][] = []
  for (let from = 0, i = 0; from < list.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    chunks.push(list.slice(from, from + size))
    from += size
  }
  return chunks
}

interface Run {
  readonly state: SubjectState | undefined
  readonly transitions: readonly Transition[]
}

const run = (subject: SubjectKey, chunks: readonly (readonly Step[])[]): Run => {
  let state: SubjectState | undefined
  const transitions: Transition[] = []
  for (const chunk of chunks) {
    const [first] = chunk
    if (!first) continue
    const { program } = first
    const folded = fold(subject, state, { inputs: chunk.map((step) => step.input), program })
    if (folded.changed) state = written(folded.state)
    transitions.push(...folded.transitions)
  }
  return { state, transitions }
}

const lived = (steps: readonly Step[]): Run => ({
  state: steps.at(-1)?.after,
  transitions: steps.flatMap((step) => step.transitions),
})

const expectSame = (found: Run, wanted: Run): void => {
  expect(withoutVersions(found.state)).toEqual(withoutVersions(wanted.state))
  expect(plain(found.transitions)).toEqual(plain(wanted.transitions))
}

test('Folding inputs together gives what folding them one by one gives, and touches none of them', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(townLife, sizes, (life, chunkSizes) => {
      for (const [subject, steps] of stepsOf(live(life)))
        expectSame(run(subject, inChunks(steps, chunkSizes)), lived(steps))
    }),
    { numRuns: 120 },
  )
})

/** Imported history is folded at its own time, which the wall clock overtakes: there it does make a difference. */
test('Nobody has to be awake for it: a replay without the clock decides the same at the same instants', () => {
  fc.assert(
    fc.property(townLife, (life) => {
      for (const [subject, steps] of stepsOf(live(life))) {
        if (steps.some((step) => step.after.past !== undefined)) continue
        const last = steps.at(-1)
        const records = steps.filter((step) => step.input.kind !== 'clock' || step === last)
        expectSame(run(subject, inChunks(records, [1])), lived(steps))
      }
    }),
    { numRuns: 120 },
  )
})

test('A record that was applied before changes nothing, however often and late it comes again', () => {
  fc.assert(
    fc.property(townLife, (life) => {
      const world = live(life)
      const before = new Map(world.states)
      const count = world.steps.length
      for (const { subject, input } of world.steps.slice(0, count))
        if (input.kind !== 'clock') world.put(subject, input)
      expect(world.steps).toHaveLength(count)
      expect(world.states).toEqual(before)
    }),
    { numRuns: 120 },
  )
})

test('Replay from any older snapshot, over any records that it has already seen, ends in the same state', () => {
  fc.assert(
    fc.property(townLife, fc.nat(), fc.nat(), (life, from, back) => {
      for (const [subject, steps] of stepsOf(live(life))) {
        const at = from % steps.length
        const start = Math.max(0, at - (back % 5))
        let state = steps[at]?.after
        for (const [i, { input, program }] of steps.entries()) {
          // The log gives records again; the time of day does not come back.
          if (i < start || (input.kind === 'clock' && i <= at)) continue
          const folded = fold(subject, state, { inputs: [input], program })
          if (folded.changed) state = written(folded.state)
        }
        expect(state).toEqual(steps.at(-1)?.after)
      }
    }),
    { numRuns: 120 },
  )
})

test('What is sent is never in a record of history: whoever delivers passes those over', () => {
  let sent = 0
  fc.assert(
    fc.property(townLife, (life) => {
      for (const [subject, steps] of stepsOf(live(life))) {
        let state: SubjectState | undefined
        for (const { input, program } of steps) {
          const folded = fold(subject, state, { inputs: [input], program })
          if (folded.changed) state = written(folded.state)
          const sends = folded.transitions.filter(({ t }) => t === 'send')
          sent += sends.length
          if (sends.length > 0) expect(folded.quiet).toBe(false)
        }
      }
    }),
    { numRuns: 120 },
  )
  expect(sent).toBeGreaterThan(20)
})
