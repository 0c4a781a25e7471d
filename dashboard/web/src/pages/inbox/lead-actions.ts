import type { Lead, LeadAction, LeadList, PqlOutcome } from '@waymark/schemas'
import { queries } from '../../api/queries.ts'
import { RequestFailed, request } from '../../api/request.ts'
import { say } from '../../ui/toasts.ts'
import { outcomeName } from '../../words/names.ts'
import { clockMinute, shortDay } from '../../words/time.ts'

export interface LeadWork {
  readonly claim: () => void
  readonly release: () => void
  readonly snooze: (until: number) => void
  readonly close: (outcome: PqlOutcome, note?: string) => void
}

type Done = Pick<LeadAction, 'do' | 'until' | 'outcome' | 'note'>

interface LeadDeps {
  readonly env: string
  /** Who works the lead, as the server will call them. */
  readonly by: string
  readonly now: () => number
}

/** A snooze that ends this soon is over: it is how a snooze is taken back. */
const overMs = 2000

/** A lead as it will be when the server has folded what was done. */
export const afterwards = (
  lead: Lead,
  done: Done,
  { by, now }: Pick<LeadDeps, 'by' | 'now'>,
): Lead => {
  const { owner, claimedAt, snoozedUntil, outcome, outcomeNote, outcomeAt, ...rest } = lead
  const claimed = {
    ...(owner === undefined ? {} : { owner }),
    ...(claimedAt === undefined ? {} : { claimedAt }),
  }
  if (done.do === 'claim') return { ...rest, owner: by, claimedAt: now() }
  if (done.do === 'release') return rest
  if (done.do === 'snooze')
    return {
      ...rest,
      ...claimed,
      ...(done.until !== undefined && done.until - now() > overMs
        ? { snoozedUntil: done.until }
        : {}),
    }
  return {
    ...rest,
    ...claimed,
    ...(done.outcome ? { outcome: done.outcome, outcomeAt: now() } : {}),
    ...(done.note ? { outcomeNote: done.note } : {}),
  }
}

const isLead = (a: Pick<Lead, 'subject' | 'pql'>, b: Pick<Lead, 'subject' | 'pql'>): boolean =>
  a.subject === b.subject && a.pql === b.pql

const views = ['open', 'mine', 'snoozed', 'done'] as const

/** What a human does to a lead: shown at once, sent, and taken back where the server says no. */
export const leadWork = (lead: Lead, deps: LeadDeps): LeadWork => {
  const { env, now } = deps
  const send = async (done: Done): Promise<boolean> => {
    for (const view of views) {
      queries.patch<LeadList>(`/api/leads?env=${encodeURIComponent(env)}&view=${view}`, (list) => ({
        ...list,
        leads: list.leads.map((one) => (isLead(one, lead) ? afterwards(one, done, deps) : one)),
      }))
    }
    const action: LeadAction = { env, subject: lead.subject, pql: lead.pql, ...done }
    try {
      await request('/api/leads', { method: 'POST', body: action })
      return true
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      say(error.message)
      queries.refresh('/api/leads', '/api/accounts')
      return false
    }
  }
  const act = async (done: Done, said: string, undo?: Done): Promise<void> => {
    if (!(await send(done))) return
    say(said, undo && (() => void send(undo)))
  }
  return {
    claim: () => void act({ do: 'claim' }, `${lead.name} is yours`, { do: 'release' }),
    release: () => void act({ do: 'release' }, `${lead.name} is free again`, { do: 'claim' }),
    snooze: (until) =>
      void act(
        { do: 'snooze', until },
        `${lead.name} is back on ${shortDay(until, now())}, ${clockMinute(until)}`,
        { do: 'snooze', until: now() + overMs },
      ),
    close: (outcome, note) =>
      void act(
        { do: 'outcome', outcome, ...(note ? { note } : {}) },
        `${lead.name}: ${outcomeName(outcome).toLowerCase()}`,
      ),
  }
}
