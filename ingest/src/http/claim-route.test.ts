import type { ClaimHeader } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { decision, guide } from '../testing/messages.ts'
import { keys, type OpenIngest, openIngest } from '../testing/open-ingest.ts'

const claimFor = (open: OpenIngest, change: Record<string, unknown> = {}) =>
  open.post('/v1/messages/claim', {
    writeKey: keys.write,
    anonymousId: 'x1',
    userId: 'ada',
    decision: 'd1',
    ...change,
  })

/** Plays the person's writer: answers each claim that it finds on `events`. */
const answerClaims = (open: OpenIngest, grant: boolean) =>
  open.log.subscribe({
    topics: ['events'],
    from: () => 0,
    onBatch: async ({ records }) => {
      for (const { key, value } of records) {
        const header = JSON.parse(
          String(value && Buffer.from(value)).split('\n')[0] ?? '',
        ) as ClaimHeader
        const { claim, decision: id } = header
        const part = { dec: [decision({ capped: true })] }
        const t = grant
          ? ({ t: 'granted', claim, decision: id, at: 1, until: 60_001 } as const)
          : ({ t: 'not_granted', claim, decision: id, at: 1, reason: 'capped' } as const)
        await open.decide(key, { n: 2, t: [t], part })
      }
    },
  })

test.each([
  [true, { granted: true, until: 60_001 }],
  [false, { granted: false, reason: 'capped' }],
])(
  'a claim is answered by what the person’s writer decided (granted: %s)',
  async (grant, expected) => {
    await using open = await openIngest()
    await open.define(guide)
    await open.decide('prod/u/ada', { part: { dec: [decision({ capped: true })] } })
    const writer = await answerClaims(open, grant)
    expect((await claimFor(open)).json).toEqual(expected)
    await writer.stop()
    const [record] = await open.stored()
    expect(record).toMatchObject({
      key: 'prod/u/ada',
      header: {
        kind: 'claim',
        env: 'prod',
        decision: 'd1',
        engagement: 'invite-team',
        guide: 'invite',
      },
      text: '[]',
    })
  },
)

test('a claim that nobody answers in time is late', async () => {
  await using open = await openIngest()
  await open.define(guide)
  await open.decide('prod/u/ada', { part: { dec: [decision({ capped: true })] } })
  expect((await claimFor(open)).json).toEqual({ granted: false, reason: 'late' })
})

test('a guide that is not decided any more, or is another person’s, cannot be claimed', async () => {
  await using open = await openIngest()
  await open.define(guide)
  await open.decide('prod/u/ada', { part: { dec: [decision({ capped: true })] } })
  for (const change of [{ decision: 'd9' }, { userId: 'bob' }, { userId: undefined }]) {
    expect((await claimFor(open, change)).json).toEqual({ granted: false, reason: 'withdrawn' })
  }
  expect(await open.stored()).toEqual([])
})
