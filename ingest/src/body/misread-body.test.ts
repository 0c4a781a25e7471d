import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { keys, openIngest, track } from '../testing/open-ingest.ts'

const batch = JSON.stringify({ writeKey: keys.write, batch: [track({ messageId: 'm1' })] })

test.each([
  ['br', brotliCompressSync(batch), 'Content-Encoding "br" is not read here'],
  ['deflate', deflateSync(batch), 'Content-Encoding "deflate" is not read here'],
  ['gzip, br', Buffer.from('x'), 'Content-Encoding "gzip, br" is not read here'],
  ['gzip', gzipSync(gzipSync(batch)), 'gzip inside gzip'],
])('a body with the encoding %s was said to be no JSON object', async (encoding, body, says) => {
  await using open = await openIngest()
  for (const path of ['/v1/batch', '/v1/messages']) {
    const answer = await open.post(path, body, { 'content-encoding': encoding })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'invalid_encoding' } } })
    expect(answer.json.error.message).toContain(says)
  }
  // Who says so and does not do it is understood, as ever.
  const liar = await open.post('/v1/batch', batch, { 'content-encoding': encoding })
  expect(liar.status).toBe(200)
})

test.each([
  ['a key', Buffer.from(`{"writeKey":"${keys.write}","bat\u00ffch":[]}`, 'latin1')],
  ['everything', Buffer.from(`\ufeff${batch}`, 'utf16le')],
])('%s that is not UTF-8 was said to lack its batch, or to be no JSON', async (_, body) => {
  await using open = await openIngest()
  const answer = await open.post('/v1/batch', body)
  expect(answer).toMatchObject({ status: 400, json: { error: { code: 'invalid_body' } } })
  expect(answer.json.error.message).toContain('not UTF-8')
})
