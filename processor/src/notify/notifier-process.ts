import { acmeTurns, decide, hook, startNotifier, webhookAt } from './notifier-under-test.ts'
import { openLogIn } from './test-log.ts'

/** A process of its own for tests that kill it: decides one alert and sends it until it dies. */
const [dir = '', url = ''] = process.argv.slice(2)
const log = await openLogIn(dir)
await startNotifier({ log, endpoints: [webhookAt(hook, url)] })
await decide(log, acmeTurns(Date.now()))
