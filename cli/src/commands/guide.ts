import type { GuideNumbers, GuideNumbersList } from '@waymark/schemas/api/guide-numbers'
import { type Command, Option } from 'commander'
import { type Api, type Query, search } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { printLines } from '../instance/print-lines.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { sayGuide, sayGuides } from '../print/say-guide.ts'
import { count, instanceCommand, span, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly since?: number
  readonly guideVersion?: number
  readonly variant?: string
  readonly lines?: true | 'csv'
}

const printGuide = async (
  api: Api,
  { id, query, options }: { readonly id: string; readonly query: Query; readonly options: Options },
  printer: Printer,
): Promise<void> => {
  const path = `/api/guide-numbers/${encodeURIComponent(id)}`
  const { lines, json } = options
  if (lines !== undefined) {
    const form = lines === 'csv' ? 'csv' : 'ndjson'
    return printLines(api, `${path}/numbers.${form}${search(query)}`, printer)
  }
  const numbers = await api.get<GuideNumbers>(path, query)
  if (json) printJson(printer, { env: query.env, ...numbers })
  else printer.out(sayGuide(numbers))
}

const printGuides = async (
  api: Api,
  { query, json }: { readonly query: Query; readonly json: boolean },
  printer: Printer,
): Promise<void> => {
  const list = await api.get<GuideNumbersList>('/api/guide-numbers', query)
  if (json) printJson(printer, { env: query.env, ...list })
  else if (list.guides.length === 0) printer.out('No guide yet.')
  else printer.out(sayGuides(list.guides))
}

/** `waymark guide` */
export const guideCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('guide', { env: true })
      .description(
        'How a guide does: who was shown it, what they clicked, where they stopped; without an id, all guides',
      )
      .argument('[guide]', 'id of the guide')
      .option('--since <duration>', 'what happened so long ago and later (30d)', span)
      .option('--guide-version <n>', 'only of this version of the guide', count)
      .option('--variant <id>', 'only of this variant')
      .addOption(
        new Option(
          '--lines [form]',
          'every count, one a line: NDJSON, or csv for spreadsheets',
        ).choices(['csv']),
      )
      .action(async (id: string | undefined, options: Options) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        await untilFresh(api, env, printer)
        const { since, guideVersion: version, variant, json = false } = options
        const query = { env, from: since === undefined ? undefined : Date.now() - since }
        if (id === undefined) return printGuides(api, { query, json }, printer)
        return printGuide(api, { id, query: { ...query, version, variant }, options }, printer)
      }),
    [
      'waymark guide',
      'waymark guide welcome-tour --since 90d',
      'waymark guide welcome-tour --guide-version 3 --json',
      'waymark guide welcome-tour --lines csv > tour.csv',
    ],
  )
