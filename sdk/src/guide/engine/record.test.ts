import type { Decision } from '@waymark/schemas/wire/messages'
import { expect, test } from 'vitest'
import { createRecorder } from './record.ts'

const decision: Decision = {
  id: 'd1',
  engagement: 'nudge.short',
  guide: 'tip',
  version: 3,
  trigger: {},
  content: '/sdk/content/x.json',
  values: {},
  capped: false,
  priority: 50,
}

const recorded = (of: Decision) => {
  const events: unknown[] = []
  const host = {
    record: (event: string, properties: object) => events.push([event, properties]),
    emit: () => undefined,
  }
  createRecorder(host as never, of)('seen', { score: 0.987 })
  return events
}

const said = { guide: 'tip', decision: 'd1', engagement: 'nudge.short', version: 3, score: 0.99 }

test('what happens to a guide is told with the variant that it belongs to, where there is one', () => {
  expect(recorded({ ...decision, variant: 'short' })).toStrictEqual([
    ['$guide_seen', { ...said, variant: 'short' }],
  ])
  expect(recorded(decision)).toStrictEqual([['$guide_seen', said]])
})
