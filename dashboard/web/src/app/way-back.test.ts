import { beforeEach, expect, test, vi } from 'vitest'
import { forgetWayBack, keepWayBack, takeWayBack } from './way-back.ts'

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  })
})

const lead = '/accounts/production%2Fg%2Facme?env=production#why'

test('who had to sign in goes on to where the link led, once', () => {
  keepWayBack(lead, 1000)
  expect(takeWayBack(2000)).toBe(lead)
  expect(takeWayBack(2000)).toBe('/')
})

test('what was looked for hours ago is not opened any more', () => {
  keepWayBack(lead, 0)
  expect(takeWayBack(3_600_000)).toBe('/')
})

test('who signed out goes nowhere in particular', () => {
  keepWayBack(lead, 0)
  forgetWayBack()
  expect(takeWayBack(1)).toBe('/')
})

test.each([
  '/',
  '/sign-in',
  '/sign-in?link=abc',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
])('%s is no place to go back to', (to) => {
  keepWayBack(to, 0)
  expect(takeWayBack(1)).toBe('/')
  localStorage.setItem('waymark-way-back', JSON.stringify({ to, at: 0 }))
  expect(takeWayBack(1)).toBe('/')
})

test('what is no memory of ours is ignored', () => {
  for (const text of ['', 'null', '[]', '{"to":1,"at":2}', 'no JSON']) {
    localStorage.setItem('waymark-way-back', text)
    expect(takeWayBack(1)).toBe('/')
  }
})
