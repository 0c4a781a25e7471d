import type { EventsHeader } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { expect, test } from 'vitest'
import { compileProgram } from '../../program/compile-program.ts'
import { fold } from '../fold.ts'
import type { PersonState } from '../state.ts'

const program = compileProgram('prod', 1, [])

const after = (source: EventsHeader['source'], events: readonly string[]): PersonState => {
  const header: EventsHeader = { v: 1, kind: 'live', env: 'prod', source, received: 1000, skew: 0 }
  const list = events.map(
    (event, i): WireEvent => ({
      type: 'track',
      event,
      userId: 'ada',
      messageId: `m${i}`,
      properties: { engagement: 'remind', email: 'welcome' },
    }),
  )
  const input = {
    kind: 'events',
    record: { header, events: list },
    at: 1000,
    partition: 0,
    offset: 1,
  } as const
  return fold('prod/u/ada', undefined, { inputs: [input], program }).state as PersonState
}

test('who clicks a link in an e-mail has seen it, whether images were loaded or not', () => {
  expect(after('server', ['Email Opened']).ledger).toEqual({ 'engagement/remind': { seen: 1000 } })
  expect(after('server', ['Email Link Clicked']).ledger).toEqual({
    'engagement/remind': { seen: 1000, clicked: 1000 },
  })
})

test('a page cannot say that somebody opened an e-mail: anybody may call its key', () => {
  expect(after('browser', ['Email Opened', 'Email Link Clicked']).ledger).toBeUndefined()
})
