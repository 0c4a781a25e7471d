import { type Level, parseDefinition, type SubjectKey } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileProgram } from '../program/compile-program.ts'
import { life } from '../rule-sql/generate-lives.ts'
import { live } from '../rule-sql/live.ts'
import { temporaryStore } from './backfill-under-test.ts'
import { readEvidence } from './read-evidence.ts'

let database: Awaited<ReturnType<typeof temporaryStore>>
let store: EventStore
beforeAll(async () => {
  database = await temporaryStore()
  store = database.store
})
afterAll(() => database[Symbol.asyncDispose]())

const milestone = (id: string, level: Level, rule: object) => {
  const parsed = parseDefinition({ kind: 'milestone', id, level, order: 1, reached: rule })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return { definition: parsed.definition, version: 1 }
}

/** The same events twice: as the database counts them, and as somebody has to look at each. */
const pairs = [{ event: 'A' }, { event: 'B', verified: true }].map(
  (did) => [did, { ...did, where: { never: { neq: 'sent' } } }] as const,
)

const either = (all: readonly object[]) => ({ any: all.map((did) => ({ did })) })

const lives = fc.sample(life, { seed: 7, numRuns: 30 })

test.each(['person', 'account'] as const)(
  'what decided is the same, whether the database picks it or each event is looked at: %s',
  async (level) => {
    let found = 0
    for (const [i, one] of lives.entries()) {
      const env = `${level}${i}`
      const { events } = live(one, { documents: [], env, lags: false })
      const rows = events.map((row) => `${JSON.stringify(row)}\n`).join('')
      await store.insert('events', Buffer.from(rows), { token: env })
      const last = new Map<SubjectKey, number>()
      for (const { person, account, folded_ms } of events) {
        if (level === 'person') last.set(person as SubjectKey, folded_ms)
        else if (account !== '') last.set(`${env}/g/${account}` as SubjectKey, folded_ms)
      }
      const program = compileProgram(env, 1, [
        milestone('counted', level, either(pairs.map(([plain]) => plain))),
        milestone('seen', level, either(pairs.map(([, seeing]) => seeing))),
      ])
      const by = (id: string) => {
        const leaves = program[level].milestones.find((m) => m.id === id)?.leaves.reached ?? []
        return readEvidence(store, [...last], { env, program, level, leaves })
      }
      const counted = await by('counted')
      found += counted.size
      expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(await by('seen')))
    }
    expect(found).toBeGreaterThan(10)
  },
)
