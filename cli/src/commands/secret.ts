import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { LostSecret } from '@waymark/dashboard-server'
import { type Config, ConfigError, readConfig } from '@waymark/runtime'
import { Command } from 'commander'
import { whyNothing } from '../instance/connect.ts'
import { dataDirectory } from '../instance/data-directory.ts'
import { sayStart } from '../instance/way-to-start.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain } from '../print/table.ts'
import { groupCommand, withExamples } from './options.ts'
import { settingsOf } from './up.ts'

interface Options {
  readonly data?: string
  readonly yes?: boolean
  readonly json?: boolean
}

const whatOf = {
  endpoint: 'the signing secret of the webhook',
  key: 'the text of the server key',
  identity: 'the secret for identity tokens',
} as const

const anew = {
  endpoint:
    'nothing is sent to it until there is a new one: Alerts, Make a secret; give that to the receiver',
  key: 'what sends with it goes on; where its text is needed, make another: Settings, New key',
  identity:
    'what it signed proves nothing; make another and let your server sign with it: Settings, New signing secret',
} as const

const isEnforced = '; until then nobody is served as a user, for identities are enforced'

const sayLost = ({ of, env, id, enforced }: LostSecret): string =>
  plain(
    `  ${whatOf[of]} ${id}${env === undefined ? '' : ` (${env})`}: ${anew[of]}${enforced ? isEnforced : ''}`,
  )

/** Links in e-mails are sealed, too, and kept nowhere. */
const links = '  links in e-mails that were sent already, to unsubscribe too: they open nothing'

const needsLog = ({ data, kafkaBrokers }: Config): void => {
  if (kafkaBrokers || existsSync(join(data, 'log', 'data.mdb'))) return
  const { says, wayOut } = whyNothing({ dir: data })
  throw new CommandError(`There is no log in ${data}, so nothing is sealed. ${says} ${wayOut}`)
}

/** The secret from here on: what WAYMARK_SECRET says, else what the data directory holds; where it holds none, one is made. */
const secretNow = ({ secret, data, kafkaBrokers }: Config): string | undefined => {
  const known = secret ?? dataDirectory(data).wholeSecret()
  if (known !== undefined || !kafkaBrokers) return known
  const expected = 'the new secret that all processes will have, 32 characters or more'
  throw new ConfigError([{ variable: 'WAYMARK_SECRET', expected }])
}

interface Reset {
  readonly lost: readonly LostSecret[]
  /** Whether the directory needs a secret of its own, and has none. */
  readonly isMissing: boolean
}

const reset = async (config: Config, really: boolean): Promise<Reset> => {
  needsLog(config)
  const secret = secretNow(config)
  // Loaded when asked for: the other commands start without the engines.
  const { forgetLostIn } = await import('../run/forget-lost-in.ts')
  const lost = await forgetLostIn(config, { secret, really })
  const isMissing = secret === undefined
  if (really && isMissing) dataDirectory(config.data).renewSecret()
  return { lost, isMissing }
}

const say = (printer: Printer, { lost, isMissing }: Reset, really: boolean): void => {
  if (lost.length === 0 && !isMissing) {
    printer.out('Nothing is lost: the secret opens all that is sealed.')
    return
  }
  printer.out(
    really
      ? 'Forgotten, because nobody can open it any more:'
      : 'Nobody can open this without the secret that it was sealed with. If you still have that, put it back; else this is forgotten for good:',
  )
  for (const one of lost) printer.out(sayLost(one))
  printer.out(links)
}

const run = async (printer: Printer, options: Options): Promise<void> => {
  const config = readConfig(settingsOf(options, process.env))
  const really = options.yes ?? false
  const done = await reset(config, really)
  if (options.json) printJson(printer, { lost: done.lost, forgotten: really })
  else say(printer, done, really)
  const isNothing = done.lost.length === 0 && !done.isMissing
  if (isNothing) return
  if (!really)
    throw new CommandError('Nothing was changed. To forget it: the same command with --yes', 2)
  if (!options.json) printer.out(`Start it ${sayStart(config.data)}`)
}

/** What the operator can mend is said in a sentence, as at a start. */
const sayWayOut = async (error: unknown): Promise<never> => {
  if (error instanceof CommandError) throw error
  const { wayOut } = await import('../run/way-out.ts')
  const said = wayOut(error)
  throw said === undefined ? error : new CommandError(said)
}

const resetCommand = (printer: Printer): Command =>
  withExamples(
    new Command('reset')
      .description('Go on without a WAYMARK_SECRET that is lost: forget what was sealed with it')
      .option(
        '--data <dir>',
        'data directory of the instance, which must not run (WAYMARK_DATA, .waymark)',
      )
      .option('--yes', 'forget it; without this, what would be forgotten is only said')
      .option('--json', 'answer as JSON, for programs')
      .action(async (options: Options) => {
        await run(printer, options).catch(sayWayOut)
      })
      .addHelpText(
        'after',
        '\nPeople, events, definitions and sign-ins stay. On Kafka, stop all processes first, and set WAYMARK_SECRET to the new secret.',
      ),
    ['waymark secret reset', 'waymark secret reset --yes'],
  )

/** `waymark secret` */
export const secretCommand = (printer: Printer): Command =>
  groupCommand('secret', 'What seals the secrets in the log', [resetCommand(printer)])
