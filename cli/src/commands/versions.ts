import type { VersionDetail, VersionList } from '@waymark/schemas/api/definitions'
import type { Command } from 'commander'
import { type DefinitionName, definitionName, pathOf } from '../documents/definition-name.ts'
import { sayVersions } from '../documents/say-versions.ts'
import { textOfDefinition } from '../documents/write-documents.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { count, instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly show?: number
}

const show = (
  name: DefinitionName,
  { version, definition }: VersionDetail,
  printer: Printer,
): void => {
  if (!definition)
    throw new CommandError(`In version ${version} ${name.kind}/${name.id} was deleted.`)
  printer.out(textOfDefinition(definition).trimEnd())
}

/** `waymark versions` */
export const versionsCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('versions', { env: true })
      .description(
        'The newest versions of a definition, of a deleted one too: who wrote each, when, and what it made different',
      )
      .argument('<kind/id>', 'the definition, such as guide/tour', definitionName)
      .option('--show <version>', 'print this version whole, as a file that apply takes', count)
      .action(async (name: DefinitionName, options: Options) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        const path = `${pathOf(name)}/versions`
        if (options.show !== undefined) {
          const detail = await api.get<VersionDetail>(`${path}/${options.show}`, { env })
          return options.json ? printJson(printer, detail) : show(name, detail, printer)
        }
        const list = await api.get<VersionList>(path, { env })
        if (options.json) return printJson(printer, list)
        for (const line of sayVersions(list)) printer.out(line)
      }),
    ['waymark versions guide/tour', 'waymark versions guide/tour --show 3'],
  )
