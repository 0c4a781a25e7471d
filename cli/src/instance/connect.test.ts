import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished, test } from 'vitest'
import { connect, findInstance, nothingRuns } from './connect.ts'

const slowStart = fileURLToPath(new URL('../testing/slow-start.child.ts', import.meta.url))

it('wants a token beside an address', async () => {
  const env = { WAYMARK_URL: 'https://waymark.example.com' }
  await expect(findInstance({}, env)).rejects.toThrow('no token for it. Make one where it runs')
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
  expect(stuck).toMatchObject({ t: 'stopped', owner: `process ${child.pid}` })
  expect(stuck.t === 'stopped' && nothingRuns(stuck)).toContain(
    `${dir} is in use by process ${child.pid}, which does not answer`,
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

test.each([
  ['a dashboard', ['token'], 'npm run waymark -- dashboard --data '],
  ['everything on Kafka', ['serving', 'processor', 'token'], 'npm start -- --data '],
])(
  'whoever named the directory of %s that was stopped was told to start another Waymark in it',
  async (_of, names, start) => {
    const dir = await mkdtemp(join(tmpdir(), 'waymark-connect-'))
    onTestFinished(() => rm(dir, { recursive: true }))
    for (const name of names) await mkdir(join(dir, name))
    await expect(connect({ data: dir }, {})).rejects.toThrow(
      `No Waymark runs on ${dir}. Start it with the settings that it had, and: ${start}${dir}`,
    )
  },
)

it.each(['ingest', 'processor'])(
  'knows the cache of a separate %s, which answers no commands',
  async (name) => {
    const dir = await mkdtemp(join(tmpdir(), 'waymark-connect-'))
    onTestFinished(() => rm(dir, { recursive: true }))
    await mkdir(join(dir, name === 'ingest' ? 'serving' : name))
    await expect(connect({ data: dir }, {})).rejects.toThrow(
      new RegExp(
        `answers no commands \\(waymark ${name}\\)\\. Name the directory of the dashboard`,
      ),
    )
  },
)

test('whoever had revoked the token of the commands was told to make one with it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-connect-'))
  const refused = JSON.stringify({ error: { code: 'unauthorized', message: 'No.' } })
  const server = createServer(({ url }, response) =>
    response.writeHead(url === '/healthz' ? 200 : 401).end(refused),
  )
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await rm(dir, { recursive: true })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  await writeFile(join(dir, 'instance.json'), JSON.stringify({ url, pid: process.pid, token: 'x' }))
  const elsewhere = { WAYMARK_URL: url, WAYMARK_TOKEN: 'wm_x' }
  const answerOf = async (own: { readonly data?: string }) =>
    (await connect(own, elsewhere)).get('/')
  await mkdir(join(dir, 'log'))
  await expect(answerOf({ data: dir })).rejects.toThrow(
    `start it again, which gives the commands a new one, with: npm start -- --data ${dir}`,
  )
  await expect(answerOf({})).rejects.toThrow(
    /^WAYMARK_TOKEN is not accepted.*in a shell without WAYMARK_URL: npm run waymark -- token create --role author$/,
  )
})
