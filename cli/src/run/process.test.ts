import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@waymark/runtime'
import { expect, it, onTestFinished, test } from 'vitest'
import { runCommand, startCommand } from '../testing/run-command.ts'
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

test.each(['ingest', 'processor', 'dashboard'])(
  'a SIGTERM while %s waited for its broker ended it by the signal',
  async (name) => {
    // Nobody listens on port 1.
    const dir = await mkdtemp(join(tmpdir(), 'waymark-process-'))
    onTestFinished(() => rm(dir, { recursive: true }))
    const env = {
      WAYMARK_DATA: dir,
      WAYMARK_KAFKA_BROKERS: '127.0.0.1:1',
      WAYMARK_CLICKHOUSE_URL: 'http://127.0.0.1:1',
      WAYMARK_SECRET: 'x'.repeat(32),
    }
    const child = startCommand([name], { env })
    const ended = once(child, 'close')
    for await (const chunk of child.stdout) if (String(chunk).includes('is not there yet')) break
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  },
)
