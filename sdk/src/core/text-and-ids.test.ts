import { checkId, placeholderIds } from '@waymark/schemas/wire/check-id'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { pickBatch, writeBatch } from './batch.ts'
import { captureUrl } from './capture-url.ts'
import type { WaitingEvent } from './event-store.ts'
import { maskText } from './mask-text.ts'
import { newId } from './new-id.ts'
import { parseRetryAfter, retryDelay } from './retry-delay.ts'
import { validId } from './valid-id.ts'

describe('what leaves the page', () => {
  test.each([
    ['  Pay 99 \n to ann@example.com ', 64, 'Pay ## to @'],
    ['Order ٣٤', 64, 'Order ##'],
    ['👍'.repeat(70), 64, '👍'.repeat(64)],
    [`${'x'.repeat(60)} ann@example.com`, 64, `${'x'.repeat(60)} @`],
    ['', 64, ''],
  ])('has no addresses and digits in its texts: %j', (text, length, masked) => {
    expect(maskText(text, length)).toBe(masked)
  })

  beforeEach(() => {
    vi.stubGlobal('document', { baseURI: 'https://shop.example/a/' })
  })
  const rules = { queryKeys: ['tab'], hashRoutes: false }
  test.each([
    ['/p?tab=1&token=x&utm_source=news#part', 'https://shop.example/p?tab=1&utm_source=news'],
    ['https://ann:secret@shop.example/', 'https://shop.example/'],
    ['/u/ann%40example.com/x', 'https://shop.example/u/@/x'],
    ['/p?tab=ann@example.com&wm_debug=1', 'https://shop.example/p?tab=%40'],
    ['b', 'https://shop.example/a/b'],
    ['mailto:ann@example.com', undefined],
    ['javascript:alert(1)', undefined],
    ['http://[', undefined],
  ])('has no secrets in its addresses: %s', (href, url) => {
    expect(captureUrl(href, rules)?.url).toBe(url)
  })

  test('keeps the fragment where it is the route, without its query', () => {
    const hashRoutes = { ...rules, hashRoutes: true }
    expect(captureUrl('/#/orders/x?token=1', hashRoutes)).toMatchObject({
      url: 'https://shop.example/#/orders/x',
      path: '/#/orders/x',
    })
    expect(captureUrl('/#access_token=1', hashRoutes)?.path).toBe('/')
  })
})

describe('ids', () => {
  test('are UUIDs that sort in order of capture', () => {
    const ids = [1000, 1000, 1000, 1001, 900, 5000].map(newId)
    expect([...ids].sort((a, b) => (a < b ? -1 : 1))).toEqual(ids)
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    }
    expect(new Set(Array.from({ length: 2000 }, () => newId(6000))).size).toBe(2000)
  })

  test.each([null, undefined, '', ' ', 'null', 'undefined', '[object Object]', {}, Number.NaN, 0])(
    'are not %j',
    (value) => {
      expect(validId(value)).toBeUndefined()
    },
  )

  test('are not what ingest refuses, in any case and with spaces around it', () => {
    expect(placeholderIds.size).toBeGreaterThan(20)
    for (const id of placeholderIds) {
      for (const text of [id, id.toUpperCase(), ` ${id} `])
        expect([text, validId(text)]).toEqual([text, undefined])
    }
    for (let code = 0; code < 128; code++) {
      const text = `a${String.fromCharCode(code)}b`
      expect([code, validId(text) === undefined]).toEqual([
        code,
        checkId(text, 'userId') !== undefined,
      ])
    }
    expect(validId('x'.repeat(256))).toBeUndefined()
  })

  test.each([
    'ann',
    'guest-7',
    'unknown soldier',
    'ida',
    '00',
    '1',
    '--',
    'nil-by-mouth',
    'ann@example.com',
    'Ünal',
    '李',
  ])('may be %j, which ingest takes', (id) => {
    expect(checkId(id, 'userId')).toBeUndefined()
    expect(validId(id)).toBe(id)
  })

  test('may be numbers', () => {
    expect(validId(42)).toBe('42')
  })
})

describe('the wait before another try', () => {
  test('doubles to five minutes, jittered', () => {
    expect([0, 1, 2, 20].map((attempt) => retryDelay(attempt, undefined, 1))).toEqual([
      1_000, 2_000, 4_000, 300_000,
    ])
    expect(retryDelay(2, undefined, 0)).toBe(2_000)
  })

  test('is what the server says, and never shorter', () => {
    expect(retryDelay(9, 3_000, 0)).toBe(3_000)
    expect(retryDelay(9, 3_000, 1)).toBe(3_750)
    expect(parseRetryAfter('7', 0)).toBe(7_000)
    expect(parseRetryAfter('Thu, 01 Jan 1970 00:00:09 GMT', 4_000)).toBe(5_000)
    expect(parseRetryAfter('soon', 0)).toBeUndefined()
    expect(parseRetryAfter(null, 0)).toBeUndefined()
  })
})

describe('a batch', () => {
  const waiting = (id: string, bytes: number): WaitingEvent => ({
    id,
    at: 0,
    purpose: 'analytics',
    json: JSON.stringify({ messageId: id }),
    bytes,
  })

  test('takes what fits, and always one', () => {
    const events = [waiting('a', 40), waiting('b', 40), waiting('c', 40)]
    expect(pickBatch(events, { bytes: 100, events: 9 }).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(pickBatch(events, { bytes: 1, events: 9 })).toHaveLength(1)
    expect(pickBatch(events, { bytes: 999, events: 2 })).toHaveLength(2)
    expect(pickBatch([], { bytes: 1, events: 1 })).toEqual([])
  })

  test('is one JSON text', () => {
    const text = writeBatch({ writeKey: 'wk_1' }, [waiting('a', 1), waiting('b', 1)])
    expect(JSON.parse(text)).toEqual({
      writeKey: 'wk_1',
      batch: [{ messageId: 'a' }, { messageId: 'b' }],
    })
  })
})
