import { expect, test } from 'vitest'
import { codeInstalled } from '../../../manual/support/code-installed.ts'
import { createWorld } from '../../../manual/support/world.ts'
import { compileProgram } from '../../program/compile-program.ts'
import { servingPartOf } from '../engagements/serving-part.ts'

const program = compileProgram('test', 1, [])

const acme = () => {
  const world = createWorld(codeInstalled)
  for (const userId of ['ann', 'bob']) world.send({ type: 'group', userId, groupId: 'acme' })
  const progress = (userId: string) => servingPartOf(world.person(userId), program).amile ?? []
  return { world, progress }
}

test('The progress of every member shows what the account has reached, also where no rule asks for it', () => {
  const { world, progress } = acme()
  expect(progress('ann')).toEqual([])
  world.send({ userId: 'bob', event: 'Data Received' })
  expect([progress('ann'), progress('bob')]).toEqual([['code-installed'], ['code-installed']])
  world.send({ type: 'group', userId: 'cho', groupId: 'acme' })
  expect(progress('cho')).toEqual(['code-installed'])
})

test('Members are told of a milestone once', () => {
  const { world } = acme()
  for (let i = 0; i < 3; i++) world.send({ userId: 'bob', event: 'Data Received' })
  const told = world.steps.filter(
    ({ subject, input }) =>
      subject === 'test/u/ann' && input.kind === 'relay' && input.record.debt.k === 'account',
  )
  expect(told).toHaveLength(1)
})

test('Who acts for another account now sees the progress of that one', () => {
  const { world, progress } = acme()
  world.send({ userId: 'bob', event: 'Data Received' })
  world.send({ type: 'group', userId: 'ann', groupId: 'globex' })
  expect(progress('ann')).toEqual([])
  expect(progress('bob')).toEqual(['code-installed'])
})
