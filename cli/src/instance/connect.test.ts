import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { connect, findInstance, nothingRuns } from './connect.ts'

const slowStart = fileURLToPath(new URL('../testing/slow-start.child.ts', import.meta.url))

it('wants a token beside an address', async () => {
  const env = { WAYMARK_URL: 'https://waymark.example.com' }
  await expect(findInstance({}, env)).rejects.toThrow('WAYMARK_TOKEN is not')
  await expect(findInstance({}, { WAYMARK_URL: 'nonsense' })).rejects.toThrow(
    'WAYMARK_URL: expected',
  )
})

it('prefers a directory that was named to an address in the environment', async () => {
  const env = { WAYMARK_URL: 'https://waymark.example.com', WAYMARK_TOKEN: 'wm_x' }
  expect(await findInstance({ data: '/nowhere' }, env)).toEqual({ t: 'none', dir: '/nowhere' })
})

it('does not take an instance that was killed for a running one', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-connect-'))
  const instance = { url: 'http://127.0.0.1:9', pid: process.pid, token: 'wm_x' }
  await writeFile(join(dir, 'instance.json'), JSON.stringify(instance))
  await expect(connect({ data: dir }, {})).rejects.toThrow(
    `No Waymark runs on ${dir}. Start it with: npm start -- --data ${dir}`,
  )
  await rm(dir, { recursive: true })
})

it('waits for an instance that is starting where another was killed, and says so where it does not come', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-connect-'))
  await writeFile(join(dir, 'instance.json'), '{"url":"http://127.0.0.1:9","pid":99')
  const child = spawn(process.execPath, [slowStart, dir], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(async () => {
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
    await rm(dir, { recursive: true })
  })
  await once(child.stdout, 'data')
  const stuck = await findInstance({ data: dir }, {}, 0)
  expect(stuck).toMatchObject({ t: 'stopped', owner: child.pid })
  expect(stuck.t === 'stopped' && nothingRuns(stuck)).toContain(
    `Process ${child.pid} has ${dir} open and does not answer`,
  )
  const found = findInstance({ data: dir }, {}, 60_000)
  child.stdin.write('answer')
  expect(await found).toMatchObject({ t: 'running', dir })
})

it('says so where something else answers', async () => {
  const server = createServer((_request, response) => response.end('<html>hello</html>'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const api = await connect({}, { WAYMARK_URL: `http://127.0.0.1:${port}`, WAYMARK_TOKEN: 'wm_x' })
  await expect(api.get('/api/me')).rejects.toThrow('not as Waymark does')
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await expect(api.get('/api/me')).rejects.toThrow('cannot be reached (ECONNREFUSED)')
})
