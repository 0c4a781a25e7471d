import type { StateAnswer } from '@waymark/schemas/api/operation'
import { expect, it } from 'vitest'
import { sayState } from './say-state.ts'

const person = (eng: object): StateAnswer => ({
  subject: 'production/u/ann',
  version: 1,
  state: {
    ...{ kind: 'person', first: 0, last: 0, ids: [], eng },
    ...{ life: { state: 'trial', since: 0 }, traits: {}, mile: {}, seg: {}, pql: {} },
  } as unknown as StateAnswer['state'],
})

it('said of a task that was sent that it was not shown, and painted 1 times', () => {
  const eng = {
    call: { nth: 1, since: 0, shown: [1] },
    mails: { nth: 2, since: 0, shown: [1, 2] },
    tip: { nth: 1, since: 0, dec: 'd1', shown: [1] },
    tour: { nth: 1, since: 0, gate: 'caps', shown: [1, 2] },
    later: { nth: 0, since: 0, shown: [] },
  }
  const [, messages = ''] = sayState(person(eng)).split('Messages\n')
  expect(messages.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
    ['call', 'sent 1 time'],
    ['mails', 'sent 2 times'],
    ['tip', 'decided (d1)', 'painted 1 time'],
    ['tour', 'held back: caps', 'painted or sent 2 times'],
    ['later', 'not decided'],
  ])
})
