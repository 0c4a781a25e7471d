import type { AuthoringAnswer } from '@waymark/schemas/wire/authoring'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connect } from './connect.ts'

const origin = 'https://dashboard.example'
let hear: (event: unknown) => void = () => undefined
const opened: MessagePort[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('addEventListener', (_: string, listener: typeof hear) => {
    hear = listener
  })
  vi.stubGlobal('removeEventListener', () => undefined)
})

afterEach(() => {
  vi.useRealTimers()
  for (const port of opened.splice(0)) port.close()
})

/** A page that says hello; the test brings it tickets, and says when ingest answers for each. */
const begin = () => {
  const opener = { postMessage: vi.fn() }
  const taken: MessagePort[] = []
  const answers = new Map<string, (answer: AuthoringAnswer | undefined) => void>()
  const redeem = (ticket: string) =>
    new Promise<AuthoringAnswer | undefined>((resolve) => answers.set(ticket, resolve))
  const { stop } = connect({ opener, version: '1', redeem, onPort: (port) => taken.push(port) })
  return {
    hellos: () => opener.postMessage.mock.calls.length,
    taken,
    bring: (ticket: string): MessagePort => {
      const { port1, port2 } = new MessageChannel()
      opened.push(port1, port2)
      const data = { mark: 'waymark-authoring', say: 'ticket', ticket }
      hear({ data, origin, source: opener, ports: [port2] })
      return port2
    },
    answer: async (ticket: string, from: string | undefined): Promise<void> => {
      answers.get(ticket)?.(from === undefined ? undefined : ({ origin: from } as AuthoringAnswer))
      await vi.advanceTimersByTimeAsync(0)
    },
    stop,
  }
}

test('a page whose tickets came late and together listened to a port that nobody spoke to', async () => {
  const page = begin()
  page.bring('first')
  const last = page.bring('last')
  await page.answer('last', origin)
  await page.answer('first', origin)
  expect(page.taken).toEqual([last])
  page.stop()
})

test('no further hello is said while a ticket is looked at; one of another origin is followed by more', async () => {
  const page = begin()
  page.bring('forged')
  await vi.advanceTimersByTimeAsync(5000)
  expect(page.hellos()).toBe(1)
  await page.answer('forged', 'https://elsewhere.example')
  expect(page.taken).toEqual([])
  await vi.advanceTimersByTimeAsync(2000)
  expect(page.hellos()).toBe(3)
  const port = page.bring('good')
  await page.answer('good', origin)
  expect(page.taken).toEqual([port])
  page.stop()
})
