import { join } from 'node:path'
import { createLogger, createMetrics, startInOrder, stopOnSignals } from '@waymark/runtime'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { createIngest } from './ingest.ts'

/** Ingest in a process of its own, on the real log, until it is stopped or killed. */

const [dir = '', secret = ''] = process.argv.slice(2)
const logger = createLogger({ logLevel: 'info' })
const log = await createEmbeddedLog({ dir: join(dir, 'log') })
const ingest = createIngest({ secret, cacheDir: dir }, { log, logger, metrics: createMetrics() })
const running = await startInOrder([
  { name: 'log', stop: log.close },
  { name: 'ingest', start: ingest.start, stop: ingest.stop },
])
await ingest.app.listen({ port: 0, host: '127.0.0.1' })
stopOnSignals(running, { logger })
logger.info({ addresses: ingest.app.addresses() }, 'listening')
await ingest.done
