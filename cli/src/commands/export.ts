import { definitionKinds } from '@waymark/schemas'
import type { ExportedDefinitions } from '@waymark/schemas/api/definitions'
import type { Command } from 'commander'
import { writeDocuments } from '../documents/write-documents.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

/** `waymark export` */
export const exportCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('export', { env: true })
      .description(
        'Write the definitions in force as files that apply takes: one each, KIND/ID.yaml, with the version that it is',
      )
      .argument('<dir>', 'where to; files of other definitions are left alone')
      .action(async (dir: string, options: TargetOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        const exported = await api.get<ExportedDefinitions>('/api/export', { env })
        const result = writeDocuments(dir, exported, definitionKinds)
        if (options.json) return printJson(printer, { env, dir, ...result })
        for (const file of result.written) printer.out(file)
        printer.out(
          `${env}: ${result.written.length} written to ${dir}, ${result.same.length} were up to date.`,
        )
        for (const file of result.extra) printer.err(`${file} is not in force; it was left alone.`)
      }),
    ['waymark export definitions', 'waymark export definitions --env production'],
  )
