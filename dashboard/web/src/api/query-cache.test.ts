import { expect, test } from 'vitest'
import { createQueryCache } from './query-cache.ts'
import { RequestFailed } from './request.ts'

/** A server whose answers the test gives by hand. */
const byHand = () => {
  const asked: {
    path: string
    signal: AbortSignal | undefined
    give: (data: unknown) => void
    refuse: (error: unknown) => void
  }[] = []
  let now = 0
  let signedOut = 0
  const cache = createQueryCache({
    ask: (path, { signal }) =>
      new Promise((give, refuse) => asked.push({ path, signal, give, refuse })),
    now: () => now,
    onSignedOut: () => signedOut++,
  })
  return { cache, asked, pass: (ms: number) => (now += ms), signedOut: () => signedOut }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('two views of the same thing ask once', async () => {
  const { cache, asked } = byHand()
  const one = cache.use<string>('/api/people')
  const two = cache.use<string>('/api/people')
  expect(asked).toHaveLength(1)
  asked[0]?.give('Ana')
  await settled()
  expect([one.value.data, two.value.data]).toEqual(['Ana', 'Ana'])
})

test('old data stays while the new is on its way, and when it fails', async () => {
  const { cache, asked } = byHand()
  const answer = cache.use<string>('/api/people')
  asked[0]?.give('Ana')
  await settled()
  cache.refresh('/api/people')
  expect(answer.value).toMatchObject({ data: 'Ana', loading: true })
  asked[1]?.refuse(new RequestFailed(503, 'overloaded', 'Later.'))
  await settled()
  expect(answer.value).toMatchObject({ data: 'Ana', loading: false, error: { message: 'Later.' } })
})

test('what nobody waits for any more is aborted', () => {
  const { cache, asked } = byHand()
  cache.use('/api/people')
  cache.release('/api/people')
  expect(asked[0]?.signal?.aborted).toBe(true)
})

test('what was just asked is not asked again, what is old is', async () => {
  const { cache, asked, pass } = byHand()
  pass(10_000)
  cache.use('/api/people')
  asked[0]?.give('Ana')
  await settled()
  cache.release('/api/people')
  cache.use('/api/people')
  expect(asked).toHaveLength(1)
  cache.release('/api/people')
  pass(6000)
  cache.use('/api/people')
  expect(asked).toHaveLength(2)
})

test('many changes while an answer is on its way lead to one more question', async () => {
  const { cache, asked } = byHand()
  cache.use('/api/leads?env=p&view=open')
  for (let count = 0; count < 5; count++) cache.refresh('/api/leads')
  expect(asked).toHaveLength(1)
  asked[0]?.give('old')
  await settled()
  expect(asked).toHaveLength(2)
})

test('a session that ended is noticed wherever it is noticed first', async () => {
  const { cache, asked, signedOut } = byHand()
  cache.use('/api/me')
  asked[0]?.refuse(new RequestFailed(401, 'not_signed_in', 'Nobody is signed in.'))
  await settled()
  expect(signedOut()).toBe(1)
})
