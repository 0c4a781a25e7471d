import type { Action, ButtonContent, TraitToSet } from '@waymark/schemas/wire/content'
import type { ComponentChild } from 'preact'
import { idsIn } from '../document/new-nodes.ts'
import { actionOf, withAction } from '../document/nodes.ts'
import { nameOfStep } from '../document/steps.ts'
import { Select, TextField, Tick } from './controls.tsx'
import { GuideField } from './guide-field.tsx'
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
  start: { label: 'Start another guide', first: { start: '' } },
  track: { label: 'Track an event', first: { track: { event: 'Guide Used' } } },
  'set-trait': { label: 'Set a trait', first: { 'set-trait': { name: 'trait', value: true } } },
  call: { label: 'Call a function of the app', first: { call: 'function' } },
}

const kinds = Object.keys(actions) as ActionKind[]
const kindOf = (action: Action): ActionKind => kinds.find((kind) => kind in action) ?? 'dismiss'

const snoozes = ['1h', '4h', '1d', '3d', '7d'] as const

interface ArgumentProps<A extends Action = Action> {
  readonly part: Part
  readonly action: A
  readonly put: (action: Action) => void
}

type Taking<K extends ActionKind> = ArgumentProps<Extract<Action, { readonly [key in K]: unknown }>>

const Address = ({ part: { on }, action, put }: Taking<'open'>) => (
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

const StepToGo = ({ part: { on, now }, action, put }: Taking<'goto'>) => (
  <Select
    on={on}
    label="Step"
    value={action.goto}
    options={now.guide.steps.map((step, at): readonly [string, string] => [
      step.id ?? String(at + 1),
      `${at + 1} ${nameOfStep(step)}`,
    ])}
    choose={(goto) => put({ goto })}
  />
)

const Later = ({ part: { on }, action, put }: Taking<'snooze'>) => {
  const isUsual = snoozes.some((each) => each === action.snooze)
  const known = isUsual ? snoozes : [...snoozes, action.snooze]
  return (
    <Select
      on={on}
      label="When"
      value={action.snooze}
      options={known.map((each): readonly [string, string] => [each, `after ${each}`])}
      choose={(snooze) => put({ snooze })}
    />
  )
}

/** What somebody entered: `from` names the field or question. */
const fieldsOf = ({ part: { now } }: Taking<'set-trait'>): readonly string[] =>
  idsIn(now.guide.steps.flatMap(({ content }) => content))

const TraitSet = (props: Taking<'set-trait'>) => {
  const { part, action, put } = props
  const trait = action['set-trait']
  const ids = fieldsOf(props)
  const say = (next: TraitToSet): void => put({ 'set-trait': next })
  return (
    <>
      <TextField
        on={part.on}
        label="Trait"
        value={trait.name}
        enter={(name) => say({ ...trait, name })}
      />
      {ids.length > 0 && (
        <Select
          on={part.on}
          label="To"
          value={trait.from ?? ''}
          options={[
            ['', 'a fixed value'],
            ...ids.map((id): readonly [string, string] => [id, `what was entered in ${id}`]),
          ]}
          choose={(from) => say({ name: trait.name, ...(from ? { from } : { value: true }) })}
        />
      )}
      {trait.from === undefined && (
        <TextField
          on={part.on}
          label="Value"
          value={String(trait.value ?? '')}
          enter={(value) => say({ name: trait.name, value })}
        />
      )}
    </>
  )
}

const takers: { readonly [kind in ActionKind]?: (props: Taking<kind>) => ComponentChild } = {
  open: Address,
  goto: StepToGo,
  snooze: Later,
  'set-trait': TraitSet,
  start: ({ part, action, put }) => (
    <GuideField part={part} label="Guide" id={action.start} choose={(start) => put({ start })} />
  ),
  call: ({ part: { on }, action, put }) => (
    <TextField
      on={on}
      label="Name, as the app registers it"
      value={action.call}
      enter={(call) => put({ call })}
    />
  ),
  track: ({ part: { on }, action: { track }, put }) => (
    <TextField
      on={on}
      label="Event"
      value={track.event}
      enter={(event) => put({ track: { ...track, event } })}
    />
  ),
}

interface ChoiceProps {
  readonly part: Part
  /** Undefined: nothing happens. */
  readonly action: Action | undefined
  /** Where nothing may happen. */
  readonly none?: string
  readonly choose: (action: Action | undefined) => void
}

/** One of the things that pressing does. */
export const ActionChoice = ({ part, action, none, choose }: ChoiceProps) => {
  const kind = action && kindOf(action)
  const take = kind && (takers[kind] as ((props: ArgumentProps) => ComponentChild) | undefined)
  return (
    <>
      <Select<ActionKind | ''>
        on={part.on}
        label="When pressed"
        value={kind ?? ''}
        options={[
          ...(none === undefined ? [] : [['', none] as const]),
          ...kinds.map((each): readonly [ActionKind, string] => [each, actions[each].label]),
        ]}
        choose={(each) => choose(each === '' ? undefined : actions[each].first)}
      />
      {action && take?.({ part, action, put: choose })}
    </>
  )
}

interface Props {
  readonly part: Part
  readonly button: ButtonContent
  readonly onChange: (button: ButtonContent, what: string) => void
}

/** What pressing a button does. */
export const ActionFields = ({ part, button, onChange }: Props) => {
  const more = Array.isArray(button.action) ? button.action.length - 1 : 0
  return (
    <>
      <ActionChoice
        part={part}
        action={actionOf(button)}
        choose={(next) => next && onChange(withAction(button, next), 'action')}
      />
      {more > 0 && <p class="small">And {more} more, which a file says.</p>}
    </>
  )
}
