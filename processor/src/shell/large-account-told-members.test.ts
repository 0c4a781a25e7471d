import { limits, type Transition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { newAccount } from '../fold/state.ts'
import { compileProgram } from '../program/compile-program.ts'
import { stateRecords } from './records-of.ts'

const program = compileProgram('test', 1, [])
const mega = 1024 * 1024

/** What a thousand members are told. */
const told = Array.from({ length: limits.membersKept }, (_, i): Transition => {
  const to = `test/u/${i}-${'x'.repeat(240)}`
  const debt = { k: 'account', account: 'acme', version: 1, says: {}, mile: ['tried'] } as const
  return { t: 'owed', to, at: 1, debt }
})

test('an account at the brim told a thousand members something, and repeated itself in a hundred records', () => {
  const state = newAccount('test/g/acme', 1, 1)
  const room = 7000
  const filler = 3.5 * mega - JSON.stringify(state).length - room
  state.traits = { filler: ['x'.repeat(filler), 1, 's'] }
  const records = stateRecords(
    { state, transitions: told, quiet: false },
    { partition: 0, epoch: 1, program },
  )
  expect(records.length).toBeLessThan(4)
  for (const { bytes } of records) expect(bytes).toBeLessThan(4 * mega)
  const said = records.flatMap(({ record: { value } }) => {
    const text = Buffer.from(value ?? []).toString('utf8')
    return JSON.parse(text.slice(0, text.indexOf('\n'))).t
  })
  expect(said).toEqual(told)
})
