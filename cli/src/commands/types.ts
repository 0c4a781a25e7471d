import { writeFile } from 'node:fs/promises'
import type { Definition } from '@waymark/schemas'
import type { Command } from 'commander'
import { readPages } from '../events/read-pages.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain } from '../print/table.ts'
import { type EventPlan, withDefinitions, withEvents } from '../types/event-plan.ts'
import { numberedNames, sayNumbered } from '../types/numbered-names.ts'
import { writeTypes } from '../types/write-types.ts'
import { count, instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly events: number
}

/** For a terminal, which names from elsewhere must not steer. */
const quoted = (name: string): string => `"${plain(name)}"`

const save = async (file: string, text: string): Promise<void> => {
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

/** `waymark types` */
export const typesCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('types', { env: true })
      .description(
        'Write TypeScript types of the events that there are, so that track() knows them',
      )
      .argument('[file]', 'where to; without it they are printed')
      .option('--events <count>', 'how many of the newest events are looked at', count, 20_000)
      .action(async (file: string | undefined, options: Options) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        await untilFresh(api, env, printer)
        let plan: EventPlan = new Map()
        for await (const events of readPages(api, { env }, options.events)) {
          plan = withEvents(plan, events)
        }
        const { documents } = await api.get<{ readonly documents: readonly Definition[] }>(
          '/api/export',
          { env },
        )
        const all = withDefinitions(plan, documents)
        const types = writeTypes(all)
        if (file !== undefined) await save(file, types)
        if (options.json) printJson(printer, { env, file, events: [...all.keys()].toSorted() })
        else if (file === undefined) printer.out(types.trimEnd())
        else {
          printer.out(`${env}: ${all.size} events in ${file}`)
          for (const names of numberedNames(all.keys())) printer.err(sayNumbered(names, quoted))
        }
      }),
    ['waymark types src/waymark-events.ts', 'waymark types --env production --events 100000'],
  )
