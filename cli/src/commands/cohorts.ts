import type { PublishedCohorts } from '@waymark/schemas/api/scores'
import type { Command } from 'commander'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain } from '../print/table.ts'
import { groupCommand, instanceCommand, type TargetOptions, withExamples } from './options.ts'

const sayScore = ({ score, cohorts, people, what }: PublishedCohorts['scores'][number]): string => {
  if (cohorts === 0) return `${score}: no cohort is large enough yet; the fixed scale holds`
  const count = `${cohorts} ${cohorts === 1 ? 'cohort' : 'cohorts'} of ${people}`
  return `${score}: ${count}, ${what === 'same' ? 'as they are in force' : 'in force from now on'}`
}

const publish = (printer: Printer): Command =>
  withExamples(
    instanceCommand('publish', { env: true })
      .description('Count what is usual for each score, and put it in force; done daily by itself')
      .action(async (options: TargetOptions) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        await untilFresh(api, env, printer)
        const published = bodyOf(
          await api.send<PublishedCohorts>('POST', '/api/cohorts/publish', { env }),
        )
        if (options.json) printJson(printer, { env, ...published })
        else if (published.scores.length === 0) printer.out(`${env} has no score.`)
        else printer.out(published.scores.map(sayScore).map(plain).join('\n'))
      }),
    ['waymark cohorts publish', 'waymark cohorts publish --env production --json'],
  )

/** `waymark cohorts` */
export const cohortsCommand = (printer: Printer): Command =>
  groupCommand('cohorts', 'What is usual for scores, by lifecycle state and age', [
    publish(printer),
  ])
