import { createLogger, createMetrics, readConfig } from '@waymark/runtime'
import { expect, it } from 'vitest'
import { openLog, openStore } from './engines.ts'

const deps = {
  logger: createLogger({ logLevel: 'silent' }),
  metrics: createMetrics(),
  patienceMs: 1500,
}

// Nobody listens on port 1.
it('names the setting where no broker comes to its address', async () => {
  const config = readConfig({ WAYMARK_KAFKA_BROKERS: '127.0.0.1:1' })
  await expect(openLog(config, deps, 'test')).rejects.toThrow(
    /^Wrong settings:\n {2}WAYMARK_KAFKA_BROKERS: expected .* none in 2 s \(.*127\.0\.0\.1:1.*\)$/s,
  )
})

it('names the setting where no ClickHouse comes to its address, without the password in it', async () => {
  const config = readConfig({ WAYMARK_CLICKHOUSE_URL: 'http://default:hush@127.0.0.1:1' })
  const opening = openStore(config, deps)
  await expect(opening).rejects.toThrow(
    /^Wrong settings:\n {2}WAYMARK_CLICKHOUSE_URL: expected .* none in 2 s/,
  )
  await expect(opening).rejects.not.toThrow(/hush/)
})
