import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createMetrics, readConfig } from '@waymark/runtime'
import { expect, it, onTestFinished, test } from 'vitest'
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

test('another number of partitions than that of the log was refused without the name of its setting', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-engines-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const open = (env: NodeJS.ProcessEnv) =>
    openLog(readConfig({ WAYMARK_DATA: dir, ...env }), deps, 'test')
  await (await open({ WAYMARK_PARTITIONS: '4' })).close()
  for (const wrong of [{}, { WAYMARK_PARTITIONS: '16' }]) {
    await expect(open(wrong)).rejects.toThrow(
      /^Wrong settings:\n {2}WAYMARK_PARTITIONS: expected 4: /,
    )
  }
})

test('a processor that was to fold partitions which there are not started, and folded nothing', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-engines-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const open = (WAYMARK_OWNS: string) =>
    openLog(readConfig({ WAYMARK_DATA: dir, WAYMARK_OWNS }), deps, 'test')
  await expect(open('4-11')).rejects.toThrow(/WAYMARK_OWNS: expected partitions from 0 to 7: /)
  await (await open('4-7')).close()
})

test.each([
  [
    '516',
    'default: Authentication failed: password is incorrect',
    /in which its user may make tables.*answers: .*Authentication failed/,
  ],
  [
    '243',
    'Cannot reserve 1.00 MiB, not enough space',
    /with room on its disk; that of 127\.0\.0\.1:\d+ is full: free/,
  ],
])(
  'what a ClickHouse refused for good (%s) was said without the name of its setting',
  async (code, text, said) => {
    const server = createServer((_request, response) =>
      response
        .writeHead(500, { 'x-clickhouse-exception-code': code })
        .end(`Code: ${code}. DB::Exception: ${text}. (NAME) (version 26.3)\n`),
    )
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const config = readConfig({ WAYMARK_CLICKHOUSE_URL: `http://default:hush@127.0.0.1:${port}` })
    const opening = openStore(config, deps)
    await expect(opening).rejects.toThrow(
      /^Wrong settings:\n {2}WAYMARK_CLICKHOUSE_URL: expected the URL of a ClickHouse /,
    )
    await expect(opening).rejects.toThrow(said)
    await expect(opening).rejects.not.toThrow(/hush/)
  },
)
