import { type Config, readConfig } from '@waymark/runtime'
import { Command, InvalidArgumentError } from 'commander'
import type { Printer } from '../print/printer.ts'
import { snippetHtml } from '../run/snippet.ts'
import type { Up } from '../run/up.ts'
import { wayOut } from '../run/way-out.ts'
import { withExamples } from './options.ts'

export const port = (text: string): string => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return text
}

const indent = (text: string): string => text.replace(/^/gm, '    ')

const ownHosts = ['localhost', '127.0.0.1', '::1']

/** Who can open it: a new instance is not for everybody in the same network by accident. */
const reach = (host: string): string =>
  ownHosts.includes(host)
    ? 'Only this machine reaches it. To let others in: --host 0.0.0.0'
    : `Other machines reach it, too (it listens on ${host}).`

const greet = (printer: Printer, made: Up, config: Config): void => {
  const url = config.dashboardUrl ?? made.url
  printer.err('')
  printer.err(`  Waymark is up: ${url}`)
  printer.err(`  ${reach(config.host)}`)
  printer.err('')
  if (made.signIn) {
    printer.err('  Sign in (this link works once):')
    printer.err(`    ${url}${made.signIn}`)
    printer.err('')
  } else {
    printer.err('  To sign in again, take a new link: waymark link (npm run waymark -- link)')
    printer.err('')
  }
  printer.err('  Paste these two tags into the <head> of your pages:')
  printer.err('')
  printer.err(indent(snippetHtml(config.publicUrl ?? made.url, made.writeKey)))
  printer.err('')
  printer.err('  Ctrl-C stops it; what was accepted is kept.')
  printer.err('')
}

/** Runs a start; what the operator can mend is said in a sentence, without a stack. */
export const startOrSay = async <T>(
  printer: Printer,
  start: () => Promise<T>,
): Promise<T | undefined> => {
  try {
    return await start()
  } catch (error) {
    const said = wayOut(error)
    if (said === undefined) throw error
    printer.err(said)
    process.exit(1)
  }
}

/** Where a process listens, and keeps what it keeps. */
export interface ListenOptions {
  readonly port?: string
  readonly host?: string
  readonly data?: string
}

/** Settings of the environment, with what the command line says instead. */
export const settingsOf = (
  { port: ownPort, host, data }: ListenOptions,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv => ({
  ...env,
  ...(ownPort === undefined ? {} : { WAYMARK_PORT: ownPort }),
  ...(host === undefined ? {} : { WAYMARK_HOST: host }),
  ...(data === undefined ? {} : { WAYMARK_DATA: data }),
})

const run = async (printer: Printer, options: ListenOptions & { readonly demo?: boolean }) => {
  // Loaded when asked for: the other commands start without the engines.
  const { progressBar, sayDemo } = await import('../run/demo.ts')
  const { up } = await import('../run/up.ts')
  const quiet = { WAYMARK_LOG_LEVEL: 'warn', WAYMARK_HOST: 'localhost' }
  const config = readConfig(settingsOf(options, { ...quiet, ...process.env }))
  const made = await up(config, options.demo ? { demo: { onProgress: progressBar() } } : {})
  greet(printer, made, config)
  if (made.demo) sayDemo(printer, config.publicUrl ?? made.url, made.demo)
}

/** `waymark up`. It says keys and sign-in links on a terminal: until told otherwise only this machine reaches it. */
export const upCommand = (printer: Printer): Command =>
  withExamples(
    new Command('up')
      .description('Run everything in one process on one port')
      .option('--port <n>', 'port to listen on (WAYMARK_PORT, 8090)', port)
      .option(
        '--host <address>',
        'address to listen on; 0.0.0.0 lets other machines in (WAYMARK_HOST, localhost)',
      )
      .option('--data <dir>', 'data directory (WAYMARK_DATA, .waymark)')
      .option(
        '--demo',
        'fill it with two weeks of a made-up company, and serve a demo app at /demo',
      )
      .action((options: ListenOptions & { readonly demo?: boolean }) =>
        startOrSay(printer, () => run(printer, options)),
      ),
    ['waymark up', 'waymark up --demo --data .waymark-demo', 'waymark up --host 0.0.0.0'],
  )
