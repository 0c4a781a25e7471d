import { Command, InvalidArgumentError } from 'commander'

/** Options that most commands share. */
export interface TargetOptions {
  readonly data?: string
  readonly env?: string
  readonly json?: boolean
}

/** A command that talks to an instance: `--data` and, with `env`, `--env`. */
export const instanceCommand = (
  name: string,
  options: { readonly env?: boolean } = {},
): Command => {
  const command = new Command(name).option(
    '--data <dir>',
    'data directory of the instance (WAYMARK_DATA, .waymark); or set WAYMARK_URL and WAYMARK_TOKEN',
  )
  if (options.env) command.option('--env <id>', 'environment; needed where there are several')
  return command.option('--json', 'answer as JSON, for programs')
}

/** Examples below the help of a command. */
export const withExamples = (command: Command, lines: readonly string[]): Command =>
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`)

/** A whole number of at least one. */
export const count = (text: string): number => {
  if (!/^[1-9]\d{0,11}$/.test(text))
    throw new InvalidArgumentError('A number of at least 1 is expected.')
  return Number(text)
}
