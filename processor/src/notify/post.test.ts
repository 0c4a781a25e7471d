import { execFile } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Resolve } from './check-address.ts'
import { startReceiver } from './notifier-under-test.ts'
import { createPost, type PostConfig } from './post.ts'

const config: PostConfig = { allowPrivate: true, timeoutMs: 2_000, maxAnswerBytes: 65_536 }
const post = createPost(config)
const to = (url: string) => ({ url, headers: {}, body: '{}' })

/** A server below HTTP, for what no HTTP server would do. */
const startRaw = async (server: Server) => {
  const sockets = new Set<{ readonly destroy: () => unknown }>()
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

test('a redirect is an answer, not an order', async () => {
  await using target = await startReceiver()
  await using receiver = await startReceiver((response) =>
    response.writeHead(307, { location: target.url }).end(),
  )
  expect(await post(to(receiver.url))).toMatchObject({ t: 'answered', status: 307 })
  expect(target.received).toEqual([])
})

test('an answer of ten gigabytes is cut', async () => {
  let written = 0
  await using receiver = await startReceiver((response) => {
    response.writeHead(200, { 'content-length': 10 * 1024 ** 3 })
    const chunk = Buffer.alloc(256 * 1024)
    const more = (): void => {
      while (!response.destroyed && written < 10 * 1024 ** 3) {
        written += chunk.length
        if (!response.write(chunk)) return void response.once('drain', more)
      }
    }
    more()
  })
  const answer = await post(to(receiver.url))
  expect(answer).toMatchObject({ t: 'answered', status: 200 })
  expect(answer.t === 'answered' && answer.text.length).toBe(65_536)
  expect(written).toBeLessThan(64 * 1024 * 1024)
})

test('a server that says nothing is left alone after the time is up', async () => {
  await using silent = await startRaw(createServer(() => undefined))
  const answer = await createPost({ ...config, timeoutMs: 100 })(to(silent.url))
  expect(answer).toEqual({ t: 'failed', reason: 'No answer within 0.1 s.' })
})

test('a status that came in time counts although its body never ends', async () => {
  await using endless = await startRaw(
    createServer((socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nab')),
  )
  const answer = await createPost({ ...config, timeoutMs: 3000 })(to(endless.url))
  expect(answer).toMatchObject({ t: 'answered', status: 200, text: 'ab' })
})

test('what is not HTTP, or not there, is a failure and not an exception', async () => {
  await using odd = await startRaw(
    createServer((socket) => void socket.end('220 mail.example ESMTP\r\n')),
  )
  expect(await post(to(odd.url))).toMatchObject({ t: 'failed' })
  expect(await post(to('http://127.0.0.1:1/'))).toMatchObject({
    t: 'failed',
    reason: 'No answer (ECONNREFUSED).',
  })
})

test('a private address is refused when it is sent to, whatever was saved', async () => {
  await using receiver = await startReceiver()
  const strict = createPost({ ...config, allowPrivate: false })
  expect(await strict(to(receiver.url))).toMatchObject({ t: 'refused' })
  expect(await strict(to(receiver.url.replace('127.0.0.1', 'localhost')))).toMatchObject({
    t: 'refused',
  })
  expect(receiver.received).toEqual([])
})

test('the connection goes to the address that was checked, and the name is asked once', async () => {
  await using receiver = await startReceiver()
  let asked = 0
  // A name that says one thing first and another thing afterwards, as a rebinding name does.
  const resolve: Resolve = async () => {
    asked += 1
    return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
  }
  const { port } = new URL(receiver.url)
  const pinning = createPost({ ...config, resolve })
  expect(await pinning(to(`http://rebind.invalid:${port}/`))).toMatchObject({ status: 200 })
  expect(receiver.received[0]?.headers.host).toBe(`rebind.invalid:${port}`)
  expect(asked).toBe(1)
})

test('a name that turns private between saving and sending is refused', async () => {
  await using receiver = await startReceiver()
  const resolve: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]
  const strict = createPost({ ...config, allowPrivate: false, resolve })
  const { port } = new URL(receiver.url)
  expect(await strict(to(`http://rebind.invalid:${port}/`))).toMatchObject({ t: 'refused' })
  expect(receiver.received).toEqual([])
})

test('no proxy of the environment sees an alert', async () => {
  await using receiver = await startReceiver()
  await using proxy = await startReceiver()
  const module = new URL('post.ts', import.meta.url).href
  const script = `
    import { get } from 'node:http'
    import { createPost } from '${module}'
    await createPost(${JSON.stringify(config)})({ url: '${receiver.url}', headers: {}, body: '{}' })
    await new Promise((resolve) => get('${receiver.url}/by-default', resolve))
    process.exit()`
  const env = {
    ...process.env,
    NODE_USE_ENV_PROXY: '1',
    HTTP_PROXY: new URL(proxy.url).origin,
    http_proxy: '',
  }
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env })
  // What Node sends by itself does take the proxy; otherwise this test would see nothing.
  expect(proxy.received.length).toBe(1)
  expect(receiver.received.map(({ body }) => body)).toEqual(['{}'])
})
