import { type SurveyList, type SurveyResults, surveyGroups } from '@waymark/schemas/api/surveys'
import { type Command, Option } from 'commander'
import { type Api, type Query, search } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { printLines } from '../instance/print-lines.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { saySurvey, saySurveys } from '../print/say-survey.ts'
import { count, instanceCommand, span, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly since?: number
  readonly group?: string
  readonly guideVersion?: number
  readonly variant?: string
  readonly answers?: true | 'csv'
}

const printSurvey = async (
  api: Api,
  { id, query, options }: { readonly id: string; readonly query: Query; readonly options: Options },
  printer: Printer,
): Promise<void> => {
  const path = `/api/surveys/${encodeURIComponent(id)}`
  const { answers, json } = options
  if (answers !== undefined) {
    const form = answers === 'csv' ? 'csv' : 'ndjson'
    return printLines(api, `${path}/answers.${form}${search(query)}`, printer)
  }
  const survey = await api.get<SurveyResults>(path, query)
  if (json) printJson(printer, { env: query.env, ...survey })
  else printer.out(saySurvey(survey))
}

const printSurveys = async (
  api: Api,
  { query, json }: { readonly query: Query; readonly json: boolean },
  printer: Printer,
): Promise<void> => {
  const list = await api.get<SurveyList>('/api/surveys', query)
  if (json) printJson(printer, { env: query.env, ...list })
  else if (list.surveys.length === 0) printer.out('No guide asks anything yet.')
  else printer.out(saySurveys(list.surveys))
}

/** `waymark survey` */
export const surveyCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('survey', { env: true })
      .description('What people answered to a survey; without an id, which surveys there are')
      .argument('[survey]', 'id of the guide that asks')
      .option('--since <duration>', 'of what was shown so long ago and later (90d)', span)
      .addOption(
        new Option('--group <group>', 'only who is in it by the first score').choices([
          ...surveyGroups,
        ]),
      )
      .option('--guide-version <n>', 'only of this version of the guide', count)
      .option('--variant <id>', 'only of this variant')
      .addOption(
        new Option(
          '--answers [form]',
          'every single answer, one a line: NDJSON, or csv for spreadsheets',
        ).choices(['csv']),
      )
      .action(async (id: string | undefined, options: Options) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        await untilFresh(api, env, printer)
        const { since, group, guideVersion: version, variant, json = false } = options
        const query = { env, from: since === undefined ? undefined : Date.now() - since }
        if (id === undefined) return printSurveys(api, { query, json }, printer)
        const filtered = { ...query, group, version, variant }
        return printSurvey(api, { id, query: filtered, options }, printer)
      }),
    [
      'waymark survey',
      'waymark survey nps --since 30d',
      'waymark survey nps --group detractors --json',
      'waymark survey nps --answers csv > nps.csv',
    ],
  )
