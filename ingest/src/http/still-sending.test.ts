import { expect, test } from 'vitest'
import { openIngest } from '../testing/open-ingest.ts'

test('who sent ten megabytes heard of a connection reset, and not of the limit', async () => {
  await using open = await openIngest()
  const base = await open.listen()
  const body = Buffer.alloc(10_000_000, 0x20)
  for (let i = 0; i < 10; i++) {
    const answer = await fetch(`${base}/v1/batch`, { method: 'POST', body })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ error: { code: 'request_too_large' } })
  }
})
