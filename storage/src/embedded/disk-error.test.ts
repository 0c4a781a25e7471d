import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { readAll } from '../contract/event-log-under-test.ts'
import { createEmbeddedLog } from './index.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const run = promisify(execFile)
const child = fileURLToPath(new URL('failing-writer.child.ts', import.meta.url))
/** In blocks of half a kilobyte or a whole one: the system refuses to let a file grow beyond. */
const LARGEST_FILE = 10_000

test.skipIf(process.platform === 'win32')(
  'the embedded log acknowledges nothing after its disk failed, and keeps what it had acknowledged',
  async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    const limited = `ulimit -f ${LARGEST_FILE}; exec "$0" "$1" "$2"`
    const { stdout } = await run('sh', ['-c', limited, process.execPath, child, dir])
    const lines = stdout.trim().split('\n')
    const kept = lines.length - 2
    expect(kept).toBeGreaterThan(10)
    expect(lines.slice(0, kept)).toEqual(Array.from({ length: kept }, (_, i) => `kept ${i}`))
    expect(lines.slice(kept)).toEqual(['unknown_outcome', 'unavailable'])
    const log = await createEmbeddedLog({ dir, partitions: 3 })
    const records = await readAll(log, 'events', kept)
    expect(records.map(({ key }) => key)).toEqual(Array.from({ length: kept }, (_, i) => `${i}`))
    await log.close()
  },
)
