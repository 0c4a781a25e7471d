import type { CommandHeader, SubjectKey } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld } from '../../../manual/support/world.ts'
import { compileProgram } from '../../program/compile-program.ts'
import { fold } from '../fold.ts'
import type { FoldInput } from './input.ts'

const trial = {
  kind: 'lifecycle',
  id: 'accounts',
  level: 'account',
  states: { trial: { when: { trait: { name: '$known', eq: true } } } },
}
const commands: readonly CommandHeader['command'][] = [
  { do: 'claim', pql: 'ready' },
  { do: 'release', pql: 'ready' },
  { do: 'snooze', pql: 'ready', until: 9e12 },
  { do: 'outcome', pql: 'ready', outcome: 'won' },
]
const header = (command: CommandHeader['command']): CommandHeader => ({
  v: 1,
  kind: 'command',
  env: 'test',
  received: 0,
  by: 'lea',
  command,
})

test.each(commands)('a mistyped account came to be, and was on trial, by $do alone', (command) => {
  const world = createWorld(trial)
  world.sendRecord('test/g/acmee', header(command))
  world.sendRecord('test/u/annn', header(command))
  expect([world.states.size, world.happened]).toEqual([0, []])
  world.send({ type: 'group', userId: 'ann', groupId: 'acme' })
  expect(world.account('acme').life.state).toBe('trial')
})

test('who is met after a command is as if there had been none, folded together or one by one', () => {
  const ann: SubjectKey = 'test/u/ann'
  const program = compileProgram('test', 1, [])
  const at = (offset: number) => ({ at: 1000 + offset, partition: 0, offset })
  const inputs: readonly FoldInput[] = [
    { kind: 'clock', now: 900 },
    { kind: 'events', record: { header: header({ do: 'claim', pql: 'p' }), events: [] }, ...at(0) },
    {
      kind: 'events',
      record: {
        header: { v: 1, kind: 'live', env: 'test', received: 1, skew: 0, source: 'server' },
        events: [{ type: 'track', userId: 'ann', event: 'Login', messageId: 'm1' }],
      },
      ...at(1),
    },
  ]
  const alone = fold(ann, undefined, { inputs: inputs.slice(2), program })
  expect(fold(ann, undefined, { inputs, program })).toEqual(alone)
  expect(fold(ann, undefined, { inputs: inputs.slice(0, 2), program }).changed).toBe(false)
})
