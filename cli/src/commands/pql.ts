import { type Lead, type LeadList, subjectKey } from '@waymark/schemas'
import type { Command } from 'commander'
import { accountId } from '../events/event-filter.ts'
import type { Api } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { environmentOf } from '../instance/environment.ts'
import { untilFresh } from '../instance/fresh.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { instant, plain } from '../print/table.ts'
import { instanceCommand, type TargetOptions, withExamples } from './options.ts'

interface Options extends TargetOptions {
  readonly account?: string
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

const readLeads = async (api: Api, env: string, account?: string): Promise<readonly Lead[]> => {
  if (account !== undefined) {
    const key = subjectKey(env, 'account', accountId(env, account))
    const path = `/api/accounts/${encodeURIComponent(key)}`
    return (await api.get<{ readonly leads: readonly Lead[] }>(path)).leads
  }
  const lists = await Promise.all(
    views.map((view) => api.get<LeadList>('/api/leads', { env, view })),
  )
  return lists.flatMap(({ leads }) => leads)
}

/** `waymark pql` */
export const pqlCommand = (printer: Printer): Command =>
  withExamples(
    instanceCommand('pql', { env: true })
      .description('Product-qualified leads, and why')
      .option('--account <id>', 'of this account only')
      .action(async (options: Options) => {
        const api = await connect(options)
        const env = await environmentOf(api, options)
        await untilFresh(api, env, printer)
        const leads = await readLeads(api, env, options.account)
        if (options.json) printJson(printer, { env, leads })
        else printer.out(leads.length === 0 ? 'No lead yet.' : leads.map(sayLead).join('\n\n'))
      }),
    ['waymark pql', 'waymark pql --account acme --json'],
  )
