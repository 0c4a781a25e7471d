import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createProof } from './proof.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const begin = () => {
  const reports: string[] = []
  const proof = createProof({
    given: undefined,
    report: (kind) => reports.push(kind),
    now: () => Date.now(),
  })
  return { proof, reports }
}
const never = () => new Promise<string>(() => {})

test('a function that never answers is waited for five seconds, once a minute, and told of', async () => {
  const { proof, reports } = begin()
  proof.set(never)
  const got = proof.get()
  expect(proof.current()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await got).toBeUndefined()
  expect(proof.current()).toEqual({ token: undefined })
  expect(await proof.get()).toBeUndefined()
  expect(reports).toEqual(['token'])
  expect(vi.getTimerCount()).toBe(0)
})

test('a slow function proves what is sent after its answer', async () => {
  const { proof } = begin()
  proof.set(() => new Promise((resolve) => setTimeout(resolve, 7_000, 'late')))
  const first = proof.get()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await first).toBeUndefined()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await proof.get()).toBe('late')
})

test('who waits for the token of somebody gets that of the next one, and at once', async () => {
  const { proof, reports } = begin()
  proof.set(never)
  const got = proof.get()
  proof.set('of-bob')
  expect(await got).toBe('of-bob')
  expect(reports).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('an answer for who was there before is nobody else’s', async () => {
  const { proof } = begin()
  let answer = (_: string) => {}
  proof.set(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  const got = proof.get()
  await vi.advanceTimersByTimeAsync(0)
  proof.set(undefined)
  expect(await got).toBeUndefined()
  answer('of-ann')
  await vi.advanceTimersByTimeAsync(0)
  expect(await proof.get()).toBeUndefined()
})

test('a page that gives one function after the other, none of which answers, is not waited for longer', async () => {
  const { proof } = begin()
  proof.set(never)
  const got = proof.get()
  await vi.advanceTimersByTimeAsync(4_000)
  proof.set(never)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await got).toBeUndefined()
})

test('what has ended is asked for again, and what another one gives is not known before it is asked for', async () => {
  const { proof } = begin()
  let asked = 0
  proof.set(async () => `t${++asked}`)
  expect(await proof.get()).toBe('t1')
  await vi.advanceTimersByTimeAsync(59_999)
  expect(proof.current()).toEqual({ token: 't1' })
  await vi.advanceTimersByTimeAsync(1)
  expect(proof.current()).toBeUndefined()
  expect(await proof.get()).toBe('t2')
  proof.set('of-bob')
  expect(proof.current()).toBeUndefined()
  expect(await proof.get()).toBe('of-bob')
})
