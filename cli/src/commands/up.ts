import { type Config, ConfigError, readConfig } from '@waymark/runtime'
import { StorageError } from '@waymark/storage'
import { Command, InvalidArgumentError } from 'commander'
import type { Printer } from '../print/printer.ts'
import { snippetHtml } from '../run/snippet.ts'
import type { Up } from '../run/up.ts'

export const port = (text: string): string => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return text
}

const indent = (text: string): string => text.replace(/^/gm, '    ')

const greet = (printer: Printer, made: Up, config: Config): void => {
  const url = config.dashboardUrl ?? made.url
  printer.err('')
  printer.err(`  Waymark is up: ${url}`)
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

/** What an operator can do about a start that failed; `undefined` where it is a bug. */
const wayOut = (error: unknown): string | undefined => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (error instanceof ConfigError || error instanceof StorageError) return error.message
  if (cause instanceof ConfigError || cause instanceof StorageError) return cause.message
  return cause instanceof Error && cause.constructor.name === 'PortTaken'
    ? cause.message
    : undefined
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

export const upCommand = (printer: Printer): Command =>
  new Command('up')
    .description('Run everything in one process on one port')
    .option('--port <n>', 'port to listen on (WAYMARK_PORT, 8090)', port)
    .option('--data <dir>', 'data directory (WAYMARK_DATA, .waymark)')
    .option('--demo', 'fill it with two weeks of a made-up company, and serve a demo app at /demo')
    .action(async (options: { port?: string; data?: string; demo?: boolean }) => {
      await startOrSay(printer, async () => {
        // Loaded when asked for: the other commands start without the engines.
        const { progressBar, sayDemo } = await import('../run/demo.ts')
        const { up } = await import('../run/up.ts')
        const env = { ...process.env }
        if (options.port !== undefined) env.WAYMARK_PORT = options.port
        if (options.data !== undefined) env.WAYMARK_DATA = options.data
        env.WAYMARK_LOG_LEVEL ??= 'warn'
        const config = readConfig(env)
        const made = await up(config, options.demo ? { demo: { onProgress: progressBar() } } : {})
        greet(printer, made, config)
        if (made.demo) sayDemo(printer, config.publicUrl ?? made.url, made.demo)
      })
    })
