import type { RuleCount } from '@waymark/schemas/api/rule-count'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acme, ada, events, t0 } from '../support/company.ts'
import { openCompany } from '../support/open-company.ts'
import type { OpenDashboard } from '../support/open-dashboard.ts'
import { insertRows, transitionRow } from '../support/rows.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openCompany()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const named = events.find(({ type, person }) => type === 'track' && person === ada)
const rule = { did: { event: named?.event ?? '' } }
const after = Math.max(...events.map(({ folded_ms }) => folded_ms))

describe('a rule that is not in force', () => {
  it('is counted, at an instant too, with whom it holds for', async () => {
    const now = await d.send<RuleCount>('POST', '/api/rules/count', { body: { rule, at: after } })
    expect(now.status).toBe(200)
    expect(now.body.sample).toContain(ada)
    expect(now.body.count).toBe(now.body.sample.length)
    const before = await d.send<RuleCount>('POST', '/api/rules/count', { body: { rule, at: 1 } })
    expect(before.body).toMatchObject({ count: 0, sample: [], at: 1 })
    expect(t0).toBeGreaterThan(1)
  })

  it('is counted among accounts', async () => {
    const body = { rule, level: 'account', at: after }
    const { body: counted } = await d.send<RuleCount>('POST', '/api/rules/count', { body })
    expect(counted.sample).toContain(acme)
  })

  it('is refused where the database would say something else, with the place', async () => {
    const body = { rule: { all: [{ guide: { id: 'install-the-code', was: 'suppressed' } }] } }
    const answer = await d.send<{ error: object }>('POST', '/api/rules/count', { body })
    expect(answer.status).toBe(422)
    expect(answer.body.error).toMatchObject({
      code: 'definition_invalid',
      at: 'rule.all[0].guide.within',
    })
  })

  it('is counted by why the server showed nothing, as long as that is kept', async () => {
    const day = 86_400_000
    const at = d.now() - 2 * day
    const gate = { gate: 'caps', is: false, wants: '', found: '' } as const
    const heldBack = {
      t: 'suppressed',
      engagement: 'nudge',
      guide: 'install-the-code',
      at,
    } as const
    const row = transitionRow(ada, 90, { ...heldBack, why: [gate] })
    const transitions = [{ ...row, definition: 'nudge' }]
    await insertRows(d.store, { subjects: [], events: [], transitions })
    const asks = async (more: object, past: object = {}) => {
      const asked = { guide: { id: 'install-the-code', was: 'suppressed', ...more } }
      const body = { rule: asked, ...past }
      return (await d.send<RuleCount>('POST', '/api/rules/count', { body })).body.sample
    }
    expect(await asks({ within: '3d' })).toEqual([ada])
    expect(await asks({ because: 'caps', within: '30d' })).toEqual([ada])
    expect(await asks({ because: 'holdout', within: '3d' })).toEqual([])
    expect(await asks({ within: '1d' })).toEqual([])
    expect(await asks({ within: '1d' }, { at: at + 1000 })).toEqual([ada])
    expect(await asks({ within: '29d' }, { at: at + 1000 })).toBeUndefined()
  })

  it('is refused as apply would refuse it', async () => {
    const body = { rule: { did: { event: 'A', count: { gte: 101 }, within: '7d' } } }
    const answer = await d.send<{ error: object }>('POST', '/api/rules/count', { body })
    expect(answer.status).toBe(422)
  })
})
