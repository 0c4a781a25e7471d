import { expect, test } from 'vitest'
import { createWorld } from '../../../manual/support/world.ts'
import { servingPartOf } from './serving-part.ts'

const greet = [
  {
    kind: 'guide',
    id: 'greeting',
    type: 'banner',
    steps: [
      {
        content: [
          { heading: 'Hello {{person.name | there}}' },
          { text: { en: '{{ account.name }} has {{seats | some}} seats', de: '{{plan}}' } },
        ],
      },
    ],
  },
  {
    kind: 'engagement',
    id: 'greet',
    audience: { did: { event: 'Came' } },
    send: [{ guide: 'greeting' }],
  },
]

const served = (accounts: readonly string[] | undefined) => {
  const world = createWorld(...greet)
  const by = accounts ? ({ source: 'signed', accounts } as const) : {}
  world.send(
    { type: 'identify', userId: 'ann', traits: { name: 'Ann', seats: 3, secret: 'x' } },
    by,
  )
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { name: 'Acme' } }, by)
  world.send({ type: 'track', event: 'Came', userId: 'ann', context: { groupId: 'acme' } }, by)
  const program = world.steps.at(-1)?.program
  return program && servingPartOf(world.person('ann'), program).dec[0]?.values
}

test('a guide gets the values of the tokens in its texts, and nothing else of the person', () => {
  expect(served(['acme'])).toEqual({ 'person.name': 'Ann', seats: '3', 'account.name': 'Acme' })
})

test('what the account is called is for those who proved to speak for it', () => {
  for (const accounts of [undefined, [], ['globex']])
    expect(served(accounts)).toEqual({ 'person.name': 'Ann', seats: '3' })
})
