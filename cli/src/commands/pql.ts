import { type SubjectKey, subjectKey } from '@waymark/schemas'
import type { Lead, LeadAction, LeadList } from '@waymark/schemas/api/leads'
import type { WorkNoted } from '@waymark/schemas/api/work'
import type { Command } from 'commander'
import { accountId } from '../events/event-filter.ts'
import { type Api, bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { nobody } from '../instance/nobody.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { instant, plain } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly account?: string
  readonly person?: string
  readonly reopen?: string
}

interface Reopening extends Options {
  readonly reopen: string
}

const sayLead = (lead: Lead): string => {
  const { champion } = lead
  const lines = [
    `${lead.name} (${lead.subject}): ${lead.is ? '' : 'no longer '}${lead.pqlName}${lead.is ? ` since ${instant(lead.since)}` : ''}`,
    ...lead.reasons.map(({ is, part, says }) => `  ${is ? 'yes' : 'no '}  ${part}: ${says}`),
    ...(champion
      ? [`  champion: ${champion.name ?? champion.person} ${champion.email ?? ''}`]
      : []),
    ...(lead.owner === undefined ? [] : [`  claimed by ${lead.owner}`]),
    ...(lead.outcome === undefined ? [] : [`  outcome: ${lead.outcome}`]),
  ]
  return lines.map((line) => plain(line.trimEnd())).join('\n')
}

const views = ['open', 'snoozed', 'done'] as const

const subjectOf = (env: string, { account, person }: Options): SubjectKey | undefined => {
  if (account !== undefined) return subjectKey(env, 'account', accountId(env, account))
  return person === undefined ? undefined : subjectKey(env, 'user', person)
}

const readLeads = async (api: Api, env: string, options: Options): Promise<readonly Lead[]> => {
  const key = subjectOf(env, options)
  if (key !== undefined && options.account !== undefined) {
    const path = `/api/accounts/${encodeURIComponent(key)}`
    const answer = await api.raw(path)
    if (answer.status === 404) throw nobody(key)
    const body: unknown = await answer.json().catch(() => undefined)
    if (!answer.ok) throw new CommandError(api.refusal(answer.status, body))
    return (body as { readonly leads: readonly Lead[] }).leads
  }
  const lists = await Promise.all(
    views.map((view) => api.get<LeadList>('/api/leads', { env, view })),
  )
  const leads = lists.flatMap((list) => list.leads)
  return key === undefined ? leads : leads.filter(({ subject }) => subject === key)
}

/** Takes back what was said to have become of a lead. */
const reopen = async (api: Api, env: string, options: Reopening): Promise<WorkNoted> => {
  const subject = subjectOf(env, options)
  if (subject === undefined)
    throw new CommandError('Say whose lead is opened again: --account ID, or --person ID.', 2)
  const action: LeadAction = { env, subject, pql: options.reopen, do: 'reopen' }
  return bodyOf(await api.send<WorkNoted>('POST', '/api/leads', action))
}

/** `waymark pql` */
export const pqlCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('pql', { env: true })
      .description('Product-qualified leads, and why')
      .option('--account <id>', 'of this account only')
      .option('--person <id>', 'of the person with this user id only')
      .option('--reopen <pql>', 'take back the outcome of their lead of this PQL; no alert is sent')
      .action(async (options: Options) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        await untilFresh(api, env, printer)
        if (options.reopen !== undefined) {
          const noted = await reopen(api, env, { ...options, reopen: options.reopen })
          return options.json ? printJson(printer, noted) : printer.out(noted.says)
        }
        const leads = await readLeads(api, env, options)
        if (options.json) printJson(printer, { env, leads })
        else printer.out(leads.length === 0 ? 'No lead yet.' : leads.map(sayLead).join('\n\n'))
      }),
    [
      'waymark pql',
      'waymark pql --account acme --json',
      'waymark pql --account acme --reopen trial',
    ],
  )
