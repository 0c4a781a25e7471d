import { openLogIn } from '../test-log.ts'
import { decideSends, sent, startWithMail } from './sends-under-test.ts'

/** A process of its own for tests that kill it: decides some e-mails and sends them until it dies. */
const [dir = '', smtpUrl = '', users = ''] = process.argv.slice(2)
const log = await openLogIn(dir)
await startWithMail({ log, smtpUrl })
await decideSends(
  log,
  users.split(',').map((user) => sent(user)),
)
