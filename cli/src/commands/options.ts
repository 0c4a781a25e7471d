import { durationMs, durationSchema } from '@waymark/schemas'
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

const examples = new WeakMap<Command, readonly string[]>()

/** What was given to {@link withExamples}. */
export const examplesOf = (command: Command): readonly string[] => examples.get(command) ?? []

/** Examples below the help of a command. */
export const withExamples = (command: Command, lines: readonly string[]): Command => {
  examples.set(command, lines)
  const shown = lines.map((line) => `  $ ${line}`).join('\n')
  return command.addHelpText('after', `\nExamples:\n${shown}`)
}

/**
 * A command that is nothing but a name for others. By itself it answers with its help and status 2, as a command that was called
 * wrongly does; what they do is shown by their own first examples.
 */
export const groupCommand = (
  name: string,
  description: string,
  commands: readonly Command[],
): Command => {
  const group = new Command(name).description(description)
  for (const command of commands) group.addCommand(command)
  return withExamples(
    group,
    commands.flatMap((command) => examplesOf(command).slice(0, 1)),
  )
}

/** A whole number of at least one. */
export const count = (text: string): number => {
  if (!/^[1-9]\d{0,11}$/.test(text))
    throw new InvalidArgumentError('A number of at least 1 is expected.')
  return Number(text)
}

/** A duration such as `30d`, in ms. */
export const span = (text: string): number => {
  const parsed = durationSchema.safeParse(text)
  if (parsed.success) return durationMs(parsed.data)
  throw new InvalidArgumentError('A duration is expected, such as 30d.')
}
