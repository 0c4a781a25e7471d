import { type AddressInfo, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { startWaymark } from '../testing/start-waymark.ts'
import { checkMail } from './mail.ts'

it('asks the running instance whether it has a mail server, and not the shell that doctor runs in', async () => {
  const waymark = await startWaymark({ WAYMARK_SMTP_URL: 'smtp://127.0.0.1:2525' })
  onTestFinished(() => waymark[Symbol.asyncDispose]())
  const running = await waymark.run('doctor')
  expect(running.out).toContain('ok       e-mail: The instance has a mail server')
  expect(running.out).not.toContain('sends no e-mail')
  await waymark.stop()
  expect((await waymark.run('doctor')).out).toContain(
    'note     e-mail: WAYMARK_SMTP_URL is not set here: a Waymark that this shell starts',
  )
})

it('does not take the settings of the shell for those of an instance that sends nothing', async () => {
  const found = await checkMail({ t: 'running', hasMailServer: false }, 'smtp://127.0.0.1:1')
  expect(found).toMatchObject({ status: 'note' })
  expect(found.says).toContain('started without a mail server')
})

it('cannot tell what another process sends, and says so', async () => {
  expect(await checkMail({ t: 'running' }, undefined)).toMatchObject({ status: 'note' })
})

it('tries the mail server that the shell names', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `smtp://127.0.0.1:${port}`
  expect(await checkMail({ t: 'running', hasMailServer: true }, url)).toMatchObject({
    status: 'ok',
    says: `127.0.0.1:${port} is reached.`,
  })
  await new Promise((resolve) => server.close(resolve))
  expect(await checkMail({ t: 'shell' }, url)).toMatchObject({ status: 'problem' })
})
