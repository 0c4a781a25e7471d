import { expect, test } from 'vitest'
import { isolate } from './isolate.ts'
import { sayEvent } from './say-event.ts'
import { sayTransition } from './say-transition.ts'

const override = '\u202e'
const [open, close] = ['\u2068', '\u2069']

test('a name that turns what follows reversed the words of the sentence it stood in', () => {
  const segment = { t: 'segment', id: 's', is: true, at: 0 } as const
  const named = sayTransition(segment, () => `VIP${override}`).text
  expect(named).toBe(`Entered the segment ${open}VIP${override}${close}`)
  const click = { type: 'track', event: '$click', properties: { text: `Save${override}` } } as const
  expect(sayEvent(click)).toBe(`Clicked “${open}Save${override}${close}”`)
  expect(sayEvent({ type: 'track', event: `Paid${override}`, properties: {} })).toBe(
    `${open}Paid${override}${close}`,
  )
})

test('an isolate in a name could end the one around it', () => {
  expect(isolate(`a${close}${override}b${open}`)).toBe(`${open}a${override}b${close}`)
  expect(isolate('Product Created')).toBe('Product Created')
  expect(isolate('שלום')).toBe(`${open}שלום${close}`)
})
