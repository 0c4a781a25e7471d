import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { dataDirectory } from '../instance/data-directory.ts'

/** What a Waymark does at its start, in slow motion: it opens the log of a directory and, told to, begins to answer. */
const [dir = ''] = process.argv.slice(2)
await createEmbeddedLog({ dir: join(dir, 'log'), partitions: 1 })
process.stdout.write('open')
await once(process.stdin, 'data')
const server = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
dataDirectory(dir).keepInstance({
  url: `http://127.0.0.1:${port}`,
  pid: process.pid,
  token: 'wm_x',
})
