import type { Lead } from '@waymark/schemas/api/leads'
import { Name } from '../../ui/name.tsx'
import { sayDuration } from '../../words/duration.ts'
import { outcomeName } from '../../words/names.ts'
import { now } from '../../words/now.ts'
import { clockMinute, exactTime, shortDay } from '../../words/time.ts'

const lateAfterMs = 30 * 60_000

/** Where a lead stands: its outcome, its snooze, its owner, or how long it has waited for one. */
export const LeadState = ({ lead }: { readonly lead: Lead }) => {
  if (lead.outcome)
    return (
      <span class="badge" data-is={lead.outcome === 'won' ? 'good' : undefined}>
        {outcomeName(lead.outcome)}
      </span>
    )
  if (lead.snoozedUntil !== undefined && lead.snoozedUntil > now.value) {
    return (
      <span class="badge" data-is="info" title={exactTime(lead.snoozedUntil)}>
        until {shortDay(lead.snoozedUntil, now.value)}, {clockMinute(lead.snoozedUntil)}
      </span>
    )
  }
  if (lead.owner)
    return (
      <span class="badge" data-is="good" title={lead.owner}>
        <Name>{lead.owner}</Name>
      </span>
    )
  const waited = Math.max(0, now.value - lead.since)
  return (
    <span
      class="badge"
      data-is={waited > lateAfterMs ? 'warn' : 'look'}
      title={`Unclaimed since ${exactTime(lead.since)}`}
    >
      waits {sayDuration(waited)}
    </span>
  )
}
