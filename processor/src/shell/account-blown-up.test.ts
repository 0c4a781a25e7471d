import { readRange } from '@waymark/storage'
import { expect, test } from 'vitest'
import { type MemberState, newAccount } from '../fold/state.ts'
import { compileProgram } from '../program/compile-program.ts'
import {
  definitionRecord,
  eventRecord,
  readState,
  settled,
  startProcessor,
  temporaryLog,
} from './processor-under-test.ts'
import { stateRecords } from './records-of.ts'

const program = compileProgram('test', 1, [])
const mega = 1024 * 1024

/** An account as earlier versions let it become: 3.5 MB of visitors with odd names and long ids. */
const blownUp = () => {
  const members: Record<string, MemberState> = {}
  const state = { ...newAccount('test/g/acme', Date.now() - 60_000, 1), members }
  const odd = '\u0001'.repeat(170)
  for (let i = 0; JSON.stringify(state).length < 2.9 * mega; i += 20)
    for (let more = i; more < i + 20; more++)
      members[`test/u/${more}-${more % 2 === 0 ? '漢'.repeat(240) : ''}`] = {
        ...{ name: odd, email: odd, role: odd },
        ...{ seen: state.clock, n: 1 },
      }
  members['test/u/ben'] = { name: 'Ben', seen: state.clock, n: 7 }
  return state
}

const tried = definitionRecord({
  kind: 'milestone',
  id: 'tried',
  ...{ name: 'Tried', order: 1, level: 'account', value: 'Has seen what it is for' },
  ...{ reached: { did: { event: 'Report viewed' } } },
})

test('visitors with odd names blew an account up, and what its real members did was buried', async () => {
  await using home = await temporaryLog(2)
  const { log, dir } = home
  const [whole] = stateRecords(
    { state: blownUp(), transitions: [], quiet: false },
    { partition: 0, epoch: 0, program },
  )
  if (!whole) throw new Error('no record')
  expect(whole.bytes).toBeGreaterThan(3 * mega)
  const { partition: _, ...record } = whole.record
  await log.append([tried, record])
  const processor = await startProcessor(log, `${dir}/cache`)
  await log.append([
    eventRecord({ userId: 'ada', event: 'Report viewed', context: { groupId: 'acme' } }),
  ])
  await settled(log)
  await processor.stop()

  let dead = 0
  for (const partition of [0, 1])
    await readRange(log, { topic: 'deadletter', partition }, () => void dead++)
  expect(dead).toBe(0)
  const { states, transitions } = await readState(log)
  expect(transitions.some((t) => t.t === 'milestone' && t.id === 'tried')).toBe(true)
  const acme = states.get('test/g/acme')
  if (acme?.kind !== 'account') throw new Error('no account')
  expect(acme.members['test/u/ada']).toBeDefined()
  expect(acme.members['test/u/ben']).toMatchObject({ name: 'Ben', n: 7 })
  expect(JSON.stringify(acme).length).toBeLessThan(mega)
})
