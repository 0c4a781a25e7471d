import type { EventItem } from '@waymark/schemas/api/events'
import type { Command } from 'commander'
import { accountId, type EventFilter, personKeys } from '../events/event-filter.ts'
import { createPrinted, followEvents } from '../events/follow-events.ts'
import { readPages } from '../events/read-pages.ts'
import { createSpool, type Spool } from '../events/spool.ts'
import type { Api } from '../instance/api.ts'
import { findInstance, nothingRuns } from '../instance/connect.ts'
import { chooseEnvironment, environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { CommandError } from '../print/command-error.ts'
import type { Printer } from '../print/printer.ts'
import { createProgress } from '../print/progress.ts'
import { instant, plain } from '../print/table.ts'
import { count, instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly project?: string
  readonly person?: string
  readonly account?: string
  readonly event?: string
  readonly follow?: boolean
  readonly limit?: number
}

/** Events that arrived this long before a follower began may still come: they are looked for and not printed twice. */
const overlapMs = 60_000

const filterOf = (env: string, { person, account, event }: Options): EventFilter => ({
  env,
  person: person?.startsWith('person:') ? person.slice('person:'.length) : person,
  account: account === undefined ? undefined : accountId(env, account),
  event,
})

/** One line for people. */
const lineOf = (item: EventItem): string => {
  const who = item.userId ?? item.anonymousId ?? item.person
  const account = item.account === undefined ? '' : `  (${item.account})`
  const more =
    Object.keys(item.properties).length === 0 ? '' : `  ${JSON.stringify(item.properties)}`
  return plain(`${instant(item.time)}  ${who}${account}  ${item.event}${more}`)
}

/** A visitor who became somebody is asked for as that somebody, as in the state of a person. */
const resolvePerson = async (api: Api, filter: EventFilter): Promise<EventFilter> => {
  if (filter.person === undefined) return filter
  const keys = personKeys(filter.env, filter.person)
  for (const key of keys) {
    const answer = await api.raw(`/api/people/${encodeURIComponent(key)}`)
    const { subject } = (await answer.json().catch(() => ({}))) as { readonly subject?: string }
    if (!answer.ok || subject === undefined) continue
    return keys.includes(subject) ? filter : { ...filter, person: subject }
  }
  return filter
}

const printSpool = async (spool: Spool, printer: Printer, limit?: number): Promise<void> => {
  for (const line of spool.lines(limit)) {
    printer.out(line)
    await printer.drained()
  }
}

const printRunning = async (api: Api, options: Options, printer: Printer): Promise<void> => {
  const env = await environmentOf(api, options)
  const format = options.json ? (item: EventItem) => JSON.stringify(item) : lineOf
  const printed = createPrinted()
  const since = Date.now() - overlapMs
  await untilFresh(api, env, printer)
  const filter = await resolvePerson(api, filterOf(env, options))
  const progress = createProgress('events read')
  {
    using spool = createSpool()
    for await (const page of readPages(api, filter, options.limit)) {
      for (const item of page) {
        if (options.follow && item.received >= since && !printed.isNew(item)) continue
        spool.add(format(item), { time: item.time, rank: -spool.size() })
      }
      progress.at(spool.size())
    }
    progress.end()
    await printSpool(spool, printer, options.limit)
  }
  if (!options.follow) return
  await followEvents(api, filter, {
    printed,
    since: options.limit === undefined ? since : Date.now(),
    print: async (item) => {
      printer.out(format(item))
      await printer.drained()
    },
  })
}

const printStopped = async (logDir: string, options: Options, printer: Printer): Promise<void> => {
  // Loaded when asked for: a running instance is read without the engines.
  const { openStopped } = await import('../instance/stopped-log.ts')
  const { stoppedEvents } = await import('../events/stopped-events.ts')
  await using log = await openStopped(logDir)
  const filter = filterOf(chooseEnvironment(log.environments(), options), options)
  const format = options.json ? (item: EventItem) => JSON.stringify(item) : lineOf
  const progress = createProgress('events read')
  using spool = createSpool()
  for (const item of stoppedEvents(log, filter)) {
    spool.add(format(item), { time: item.time, rank: spool.size() })
    progress.at(spool.size())
  }
  progress.end()
  if (log.reader.starts('facts').some((start) => start > 0)) {
    printer.err(
      'The instance is stopped: these are the events of the last days that its log holds. Older ones need it running.',
    )
  }
  await printSpool(spool, printer, options.limit)
}

/** `waymark events` */
export const eventsCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('events', { env: true })
      .description('Stored events, one a line, oldest first, each message id once')
      .option('--project <id>', 'project, where there are several')
      .option('--person <id>', 'of this person: a user id, an anonymous id or a subject key')
      .option('--account <id>', 'of this account')
      .option('--event <name>', 'of this name')
      .option('--limit <n>', 'the newest so many (all)', count)
      .option('--follow', 'go on printing what is stored, until Ctrl-C')
      .action(async (options: Options) => {
        const found = await findInstance(options)
        if (found.t === 'running') return printRunning(found.api, options, printer)
        if (found.t === 'none') throw new CommandError(nothingRuns(found))
        if (options.follow) {
          throw new CommandError(`--follow needs a running instance. ${nothingRuns(found)}`)
        }
        return printStopped(found.log, options, printer)
      }),
    [
      'waymark events --limit 20',
      'waymark events --person ann --json | jq .event',
      'waymark events --event "Product Created" --follow --json',
    ],
  )
