import type { Action, ButtonContent } from '@waymark/schemas'
import { actionOf, withAction } from '../document/nodes.ts'
import { nameOfStep } from '../document/steps.ts'
import { Select, TextField, Tick } from './controls.tsx'
import type { Part } from './part.ts'

type KindOf<A> = A extends unknown ? Exclude<keyof A, 'in'> : never
type ActionKind = KindOf<Action>

const actions: {
  readonly [kind in ActionKind]: { readonly label: string; readonly first: Action }
} = {
  next: { label: 'Go to the next step', first: { next: true } },
  back: { label: 'Go back a step', first: { back: true } },
  goto: { label: 'Go to a certain step', first: { goto: '1' } },
  complete: { label: 'Close, as done', first: { complete: true } },
  dismiss: { label: 'Close', first: { dismiss: true } },
  snooze: { label: 'Ask again later', first: { snooze: '1d' } },
  open: { label: 'Open an address', first: { open: '/' } },
  'click-target': { label: 'Click the element', first: { 'click-target': true } },
  start: { label: 'Start another guide', first: { start: 'guide-id' } },
  track: { label: 'Track an event', first: { track: { event: 'Guide Used' } } },
  'set-trait': { label: 'Set a trait', first: { 'set-trait': { name: 'trait', value: true } } },
  call: { label: 'Call a function of the app', first: { call: 'function' } },
}

const kinds = Object.keys(actions) as ActionKind[]
const kindOf = (action: Action): ActionKind => kinds.find((kind) => kind in action) ?? 'dismiss'

const snoozes = ['1h', '4h', '1d', '3d', '7d'] as const

interface Props {
  readonly part: Part
  readonly button: ButtonContent
  readonly onChange: (button: ButtonContent, what: string) => void
}

const Argument = ({
  part,
  action,
  put,
}: {
  readonly part: Part
  readonly action: Action
  readonly put: (action: Action) => void
}) => {
  const { on, now } = part
  if ('open' in action) {
    return (
      <>
        <TextField
          on={on}
          label="Address"
          value={action.open}
          placeholder="/people"
          enter={(open) => put({ ...action, open })}
        />
        <Tick
          on={on}
          label="In a new tab"
          ticked={action.in === 'new'}
          tick={(isNew) => put({ open: action.open, ...(isNew && { in: 'new' }) })}
        />
      </>
    )
  }
  if ('goto' in action) {
    const steps = now.guide.steps.map((step, at): readonly [string, string] => [
      step.id ?? String(at + 1),
      `${at + 1} ${nameOfStep(step)}`,
    ])
    return (
      <Select
        on={on}
        label="Step"
        value={action.goto}
        options={steps}
        choose={(goto) => put({ goto })}
      />
    )
  }
  if ('snooze' in action) {
    const known = snoozes.some((each) => each === action.snooze)
      ? snoozes
      : [...snoozes, action.snooze]
    const options = known.map((each): readonly [string, string] => [each, `after ${each}`])
    return (
      <Select
        on={on}
        label="When"
        value={action.snooze}
        options={options}
        choose={(snooze) => put({ snooze })}
      />
    )
  }
  if ('start' in action) {
    return (
      <TextField
        on={on}
        label="Id of the guide"
        value={action.start}
        enter={(start) => put({ start })}
      />
    )
  }
  if ('call' in action) {
    return (
      <TextField
        on={on}
        label="Name, as the app registers it"
        value={action.call}
        enter={(call) => put({ call })}
      />
    )
  }
  if ('track' in action) {
    const { track } = action
    return (
      <TextField
        on={on}
        label="Event"
        value={track.event}
        enter={(event) => put({ track: { ...track, event } })}
      />
    )
  }
  if ('set-trait' in action) {
    const trait = action['set-trait']
    return (
      <>
        <TextField
          on={on}
          label="Trait"
          value={trait.name}
          enter={(name) => put({ 'set-trait': { ...trait, name } })}
        />
        <TextField
          on={on}
          label="Value"
          value={String(trait.value ?? '')}
          enter={(value) => put({ 'set-trait': { name: trait.name, value } })}
        />
      </>
    )
  }
  return null
}

/** What pressing a button does. */
export const ActionFields = ({ part, button, onChange }: Props) => {
  const action = actionOf(button)
  const set = (next: Action): void => onChange(withAction(button, next), 'action')
  const more = Array.isArray(button.action) ? button.action.length - 1 : 0
  return (
    <>
      <Select
        on={part.on}
        label="When pressed"
        value={kindOf(action)}
        options={kinds.map((kind): readonly [ActionKind, string] => [kind, actions[kind].label])}
        choose={(kind) => set(actions[kind].first)}
      />
      <Argument part={part} action={action} put={set} />
      {more > 0 && <p class="small">And {more} more, which a file says.</p>}
    </>
  )
}
