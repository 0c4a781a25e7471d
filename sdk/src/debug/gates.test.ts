import type { Trigger } from '@waymark/schemas/wire/content'
import { expect, test } from 'vitest'
import { type GuideSituation, gatesOf } from './gates.ts'

const said = (after: NonNullable<Trigger['after']>): string | undefined => {
  const situation: GuideSituation = {
    decision: {
      id: 'd',
      engagement: 'e',
      guide: 'g',
      version: 1,
      trigger: { after },
      content: 'c',
      values: {},
      capped: false,
      priority: 1,
    },
    content: undefined,
    missing: [],
    listed: [],
    traffic: { events: [], requests: [] },
    url: 'https://shop.test/',
  }
  return gatesOf(situation).find(({ name }) => name === 'trigger')?.says
}

test.each([
  [{ element: 'visible' }, 'waits for its element to be visible'],
  [{ element: 'clicked' }, 'waits for its element to be clicked'],
  [{ element: 'gone' }, 'waits for its element to be gone'],
  [{ event: 'Paid' }, 'waits for the event "Paid"'],
  [{ delay: '5s' }, 'waits for 5s to pass'],
  [{ dwell: '30s' }, 'waits for 30s on this page'],
  [{ idle: '30s' }, 'waits for 30s in which nothing is done'],
  [{ scroll: 50 }, 'waits for 50% of the page to be scrolled'],
  [{ exit: true }, 'waits for the pointer to leave for the tab bar'],
] as const)('a trigger of %o is said in English', (after, sentence) => {
  expect(said(after)).toBe(sentence)
})
