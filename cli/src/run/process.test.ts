import { readConfig } from '@waymark/runtime'
import { expect, it } from 'vitest'
import { runCommand } from '../testing/run-command.ts'
import { checkNeeds } from './process.ts'

it('names every setting that a separate process lacks', () => {
  const nothing = readConfig({})
  expect(() => checkNeeds(nothing, { clickhouse: true })).toThrow(
    /WAYMARK_KAFKA_BROKERS[\s\S]*WAYMARK_CLICKHOUSE_URL[\s\S]*WAYMARK_SECRET/,
  )
  expect(() => checkNeeds(nothing, { clickhouse: false })).not.toThrow(/WAYMARK_CLICKHOUSE_URL/)
})

it('is content with what it needs', () => {
  const env = { WAYMARK_KAFKA_BROKERS: 'kafka:9092', WAYMARK_SECRET: 'x'.repeat(32) }
  expect(checkNeeds(readConfig(env), { clickhouse: false })).toBeUndefined()
})

it('ends without a stack where a setting is missing', async () => {
  const { status, out, err } = await runCommand(['processor'])
  expect({ status, out }).toEqual({ status: 1, out: '' })
  expect(err).toMatch(/^Wrong settings:\n {2}WAYMARK_KAFKA_BROKERS: expected/)
  expect(err).not.toContain('    at ')
})
