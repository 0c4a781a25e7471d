import { useSignal } from '@preact/signals'
import type { Lead, PqlOutcome } from '@waymark/schemas'
import { Clock, Hand } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import { type KeyBinding, useKeys } from '../../app/key-bindings.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Menu } from '../../ui/menu.tsx'
import { outcomeName } from '../../words/names.ts'
import { now } from '../../words/now.ts'
import { CloseDialog } from './close-dialog.tsx'
import { leadWork } from './lead-actions.ts'
import { snoozeTimes } from './snooze-times.ts'

const outcomes = [
  { outcome: 'won', key: 'w' },
  { outcome: 'lost', key: 'l' },
  { outcome: 'not_now', key: 't' },
  { outcome: 'bad_lead', key: 'n' },
] as const satisfies readonly { readonly outcome: PqlOutcome; readonly key: string }[]

/** What can be done with a lead, by buttons and by keys. */
export const LeadButtons = ({ lead }: { readonly lead: Lead }) => {
  const { me, env } = useSession()
  const closing = useSignal<PqlOutcome | undefined>(undefined)
  const snoozeButton = useRef<HTMLButtonElement | null>(null)
  const work = leadWork(lead, { env, by: me.user.name, now: Date.now })
  const allowed = may(me.user.role, 'work leads')
  /** Neither closed nor no longer a lead. */
  const waits = lead.outcome === undefined && lead.is
  const snoozed = waits && (lead.snoozedUntil ?? 0) > now.value
  const toggle = lead.owner ? work.release : work.claim
  const bindings: readonly KeyBinding[] = [
    { keys: 'e', does: lead.owner ? 'Release' : 'Claim', group: 'This lead', run: toggle },
    ...(waits
      ? [
          {
            keys: 's',
            does: snoozed ? 'Bring back' : 'Snooze',
            group: 'This lead',
            run: () => (snoozed ? work.wake() : snoozeButton.current?.click()),
          },
        ]
      : []),
    ...outcomes.map(({ outcome, key }) => ({
      keys: key,
      does: `Close as ${outcomeName(outcome).toLowerCase()}`,
      group: 'This lead',
      run: () => {
        closing.value = outcome
      },
    })),
  ]
  useKeys(allowed ? bindings : [])
  if (!allowed)
    return <p class="small faint">To work a lead: {whyMayNot('work leads').toLowerCase()}</p>
  return (
    <div class="lead-buttons">
      <button
        type="button"
        class="button"
        data-look={waits && !lead.owner ? 'first' : undefined}
        onClick={toggle}
      >
        <Hand class="icon" /> {lead.owner ? 'Release' : 'Claim'}
      </button>
      {snoozed && (
        <button type="button" class="button" onClick={work.wake}>
          <Clock class="icon" /> Bring back now
        </button>
      )}
      {waits && !snoozed && (
        <Menu
          buttonRef={(button) => {
            snoozeButton.current = button
          }}
          label={
            <>
              <Clock class="icon" /> Snooze
            </>
          }
          items={snoozeTimes(now.value).map(({ label, until, end }) => ({
            label,
            end,
            do: () => work.snooze(until),
          }))}
        />
      )}
      {!lead.outcome && (
        <Menu
          label="Close as…"
          items={outcomes.map(({ outcome, key }) => ({
            label: outcomeName(outcome),
            end: <kbd>{key}</kbd>,
            do: () => {
              closing.value = outcome
            },
          }))}
        />
      )}
      <CloseDialog
        outcome={closing.value}
        name={lead.name}
        onClose={() => {
          closing.value = undefined
        }}
        onDone={(outcome, note) => {
          closing.value = undefined
          work.close(outcome, note)
        }}
      />
    </div>
  )
}
