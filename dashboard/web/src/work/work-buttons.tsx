import { useSignal } from '@preact/signals'
import { Clock, Hand } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { type KeyBinding, useKeys } from '../app/key-bindings.ts'
import { may, whyMayNot } from '../app/may.ts'
import { useSession } from '../app/session.ts'
import { Menu } from '../ui/menu.tsx'
import { OutcomeDialog } from '../ui/outcome-dialog.tsx'
import { now } from '../words/now.ts'
import type { Hands } from './do-work.ts'
import { snoozeTimes } from './snooze-times.ts'
import type { Work } from './work-kind.ts'

/** What may become of a kind of work. */
export interface Ends<Outcome extends string> {
  /** Of the menu. */
  readonly label: string
  readonly outcomes: readonly { readonly outcome: Outcome; readonly key: string }[]
  readonly nameOf: (outcome: Outcome) => string
  /** What is worth noting for those who come after. */
  readonly asks: Readonly<Record<Outcome, string>>
}

interface WorkButtonsProps<Outcome extends string> {
  readonly item: Work & { readonly outcome?: Outcome }
  /** What it is called, in the dialog. */
  readonly name: string
  /** `This lead` */
  readonly group: string
  /** Whether there is something to put off: neither closed nor gone by itself. */
  readonly waits: boolean
  readonly hands: Hands
  readonly ends: Ends<Outcome>
  readonly onClose: (outcome: Outcome, note: string) => void
}

interface SnoozeProps {
  readonly isSnoozed: boolean
  readonly hands: Hands
  readonly button: RefObject<HTMLButtonElement | null>
}

const Snooze = ({ isSnoozed, hands, button }: SnoozeProps) =>
  isSnoozed ? (
    <button type="button" class="button" onClick={hands.wake}>
      <Clock class="icon" /> Bring back now
    </button>
  ) : (
    <Menu
      buttonRef={(element) => {
        button.current = element
      }}
      label={
        <>
          <Clock class="icon" /> Snooze
        </>
      }
      items={snoozeTimes(now.value).map(({ label, until, end }) => ({
        label,
        end,
        do: () => hands.snooze(until),
      }))}
    />
  )

/** What can be done with something that waits for a human, by buttons and by keys. */
export const WorkButtons = <Outcome extends string>({
  item,
  name,
  group,
  waits,
  hands,
  ends,
  onClose,
}: WorkButtonsProps<Outcome>) => {
  const closing = useSignal<Outcome | undefined>(undefined)
  const snoozeButton = useRef<HTMLButtonElement>(null)
  const isSnoozed = waits && (item.snoozedUntil ?? 0) > now.value
  const { me } = useSession()
  const turn = item.owner
    ? { does: 'Release', run: hands.release }
    : { does: 'Claim', run: hands.claim }
  const barred =
    item.owner !== undefined && item.owner !== me.user.name && !may(me.user.role, 'release-any')
  const putOff = isSnoozed
    ? { does: 'Bring back', run: hands.wake }
    : { does: 'Snooze', run: () => snoozeButton.current?.click() }
  const ask = (outcome: Outcome | undefined): void => {
    closing.value = outcome
  }
  const bindings: readonly KeyBinding[] = [
    ...(barred ? [] : [{ keys: 'e', group, ...turn }]),
    ...(waits ? [{ keys: 's', group, ...putOff }] : []),
    ...ends.outcomes.map(({ outcome, key }) => ({
      keys: key,
      does: `Close as ${ends.nameOf(outcome).toLowerCase()}`,
      group,
      run: () => ask(outcome),
    })),
  ]
  useKeys(bindings)
  return (
    <div class="lead-buttons">
      <button
        type="button"
        class="button"
        data-look={waits && !item.owner ? 'first' : undefined}
        disabled={barred}
        title={
          barred
            ? `To give back what a colleague has: ${whyMayNot('release-any').toLowerCase()}`
            : undefined
        }
        onClick={turn.run}
      >
        <Hand class="icon" /> {turn.does}
      </button>
      {waits && <Snooze isSnoozed={isSnoozed} hands={hands} button={snoozeButton} />}
      {!item.outcome && (
        <Menu
          label={ends.label}
          items={ends.outcomes.map(({ outcome, key }) => ({
            label: ends.nameOf(outcome),
            end: <kbd>{key}</kbd>,
            do: () => ask(outcome),
          }))}
        />
      )}
      <OutcomeDialog
        outcome={closing.value}
        name={name}
        asks={ends.asks}
        nameOf={ends.nameOf}
        onClose={() => ask(undefined)}
        onDone={(outcome, note) => {
          ask(undefined)
          onClose(outcome, note)
        }}
      />
    </div>
  )
}
