import type { Problem } from '@waymark/schemas'
import type { RollbackRequest, RolledBack, VersionList } from '@waymark/schemas/api/definitions'
import type { Command } from 'commander'
import { type DefinitionName, definitionName, pathOf } from '../documents/definition-name.ts'
import { sayPast } from '../documents/say-changes.ts'
import { sayWarning } from '../documents/say-problem.ts'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain } from '../print/table.ts'
import { count, instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly to?: number
}

/** The version to go back to; without one the command was called wrongly. */
const wanted = ({ kind, id }: DefinitionName, to: number | undefined): number => {
  if (to !== undefined) return to
  const text = `Say to which version: --to N. There are: waymark versions ${kind}/${id}`
  throw new CommandError(text, 2)
}

const sayDone = ({ kind, id }: DefinitionName, done: RolledBack, before: number): string => {
  const past = done.past ? sayPast(done.past) : ''
  const undo = ` To undo it: waymark rollback ${kind}/${id} --to ${before}`
  return `${kind}/${id} v${done.version}  ${done.says}${past}${done.what === 'same' ? '' : undo}`
}

const placed = ({ kind, id }: DefinitionName, { at, message }: Problem): string =>
  `${kind}/${id} ${at}: ${message}`

/** `waymark rollback` */
export const rollbackCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('rollback', { env: true })
      .description(
        'Make an earlier version of a definition the newest, if it is still valid; brings a deleted one back',
      )
      .argument('<kind/id>', 'the definition, such as guide/tour', definitionName)
      .option('--to <version>', 'the version to go back to, as versions lists them', count)
      .action(async (name: DefinitionName, options: Options) => {
        const to = wanted(name, options.to)
        const api = await connect(options)
        const env = await environmentOf(api, options)
        const { current } = await api.get<VersionList>(`${pathOf(name)}/versions`, { env })
        const request: RollbackRequest = { env, to, baseVersion: current }
        const path = `${pathOf(name)}/rollback`
        const done = bodyOf(await api.send<RolledBack>('POST', path, request))
        if (options.json) printJson(printer, done)
        else {
          printer.out(plain(sayDone(name, done, current)))
          for (const warning of done.warnings ?? [])
            printer.err(plain(sayWarning(placed(name, warning))))
        }
      }),
    ['waymark rollback guide/tour --to 3'],
  )
