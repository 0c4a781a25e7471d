import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createMailer } from './mailer.ts'

test('a mail server that says a letter now and then is not waited for for ever', async () => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    const timer = setInterval(() => socket.write('2'), 50)
    socket.on('close', () => clearInterval(timer))
    socket.on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const smtpUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
    const mail = createMailer({ smtpUrl, timeoutMs: 30_000, mailWithinMs: 500 })
    const outcome = await mail({
      to: ['ann@example.com'],
      subject: 'Hi',
      text: 'Hi',
      html: '',
      id: 'm1',
    })
    expect(outcome).toEqual({
      t: 'retry',
      reason: 'The mail server did not take it (it was too slow).',
    })
  } finally {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
})
