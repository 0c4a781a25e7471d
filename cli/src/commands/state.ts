import type { StateAnswer } from '@waymark/schemas/api/operation'
import type { Command } from 'commander'
import { subjectsOf } from '../events/event-filter.ts'
import { findInstance, nothingRuns } from '../instance/connect.ts'
import { chooseEnvironment, environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { nobody } from '../instance/nobody.ts'
import { readState } from '../instance/read-state.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { sayState } from '../print/say-state.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

const find = async (
  subject: string,
  options: TargetOptions,
  printer: Printer,
): Promise<StateAnswer | undefined> => {
  const found = await findInstance(options)
  if (found.t === 'none') throw new CommandError(nothingRuns(found))
  if (found.t === 'running') {
    const env = await environmentOf(found.api, options)
    await untilFresh(found.api, env, printer)
    return readState(found.api, subjectsOf(env, subject))
  }
  const { openStopped } = await import('../instance/stopped-log.ts')
  await using log = await openStopped(found.log)
  const env = chooseEnvironment(log.environments(), options)
  const stored = log.state(subjectsOf(env, subject))
  return (
    stored && {
      subject: stored.subject,
      version: stored.version,
      state: stored.state as unknown as StateAnswer['state'],
    }
  )
}

/** `waymark state` */
export const stateCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('state', { env: true })
      .description('What is known of a person or an account, as the processor wrote it last')
      .argument('<subject>', 'ann, person:ann, account:acme, or a subject key')
      .action(async (subject: string, options: TargetOptions) => {
        const state = await find(subject, options, printer)
        if (!state) throw nobody(subject)
        if (options.json) printJson(printer, state)
        else printer.out(sayState(state))
      }),
    ['waymark state ann', 'waymark state account:acme --json'],
  )
