import type { Lead, LeadAction, PqlOutcome } from '@waymark/schemas'
import { queries } from '../../api/queries.ts'
import { RequestFailed, request } from '../../api/request.ts'
import { afterwards, type Deed } from '../../leads/lead-views.ts'
import { holdDeed } from '../../leads/pending-deeds.ts'
import { say } from '../../ui/toasts.ts'
import { outcomeName } from '../../words/names.ts'
import { clockMinute, shortDay } from '../../words/time.ts'

export interface LeadWork {
  readonly claim: () => void
  readonly release: () => void
  readonly snooze: (until: number) => void
  readonly wake: () => void
  readonly close: (outcome: PqlOutcome, note?: string) => void
}

interface LeadDeps {
  readonly env: string
  /** Who works the lead, as the server will call them. */
  readonly by: string
  readonly now: () => number
}

/** What a human does to a lead: shown at once, sent, and taken back where the server says no. */
export const leadWork = (lead: Lead, { env, by, now }: LeadDeps): LeadWork => {
  const send = async (before: Lead, deed: Deed): Promise<boolean> => {
    const takeBack = holdDeed({ lead: before, deed, by, at: now() })
    const action: LeadAction = { env, subject: lead.subject, pql: lead.pql, ...deed }
    try {
      await request('/api/leads', { method: 'POST', body: action })
      return true
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      takeBack()
      say(error.message)
      queries.refresh('/api/leads', '/api/accounts')
      return false
    }
  }
  const act = async (deed: Deed, said: string, undo?: Deed): Promise<void> => {
    if (!(await send(lead, deed))) return
    const after = afterwards(lead, deed, { by, at: now() })
    say(said, undo && (() => void send(after, undo)))
  }
  const { snoozedUntil } = lead
  return {
    claim: () => void act({ do: 'claim' }, `${lead.name} is yours`, { do: 'release' }),
    release: () => void act({ do: 'release' }, `${lead.name} is free again`, { do: 'claim' }),
    snooze: (until) =>
      void act(
        { do: 'snooze', until },
        `${lead.name} is back on ${shortDay(until, now())}, ${clockMinute(until)}`,
        { do: 'wake' },
      ),
    wake: () =>
      void act(
        { do: 'wake' },
        `${lead.name} is back in the inbox`,
        snoozedUntil === undefined ? undefined : { do: 'snooze', until: snoozedUntil },
      ),
    close: (outcome, note) =>
      void act(
        { do: 'outcome', outcome, ...(note ? { note } : {}) },
        `${lead.name}: ${outcomeName(outcome).toLowerCase()}`,
      ),
  }
}
