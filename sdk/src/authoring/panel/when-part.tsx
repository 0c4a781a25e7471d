import type { Trigger } from '@waymark/schemas/wire/content'
import { put } from '../document/change.ts'
import { setTrigger, triggerOf } from '../document/steps.ts'
import { LinesField, Select, TextField } from './controls.tsx'
import type { Part } from './part.ts'

type After = NonNullable<Trigger['after']>

const moments = {
  none: ['at once', undefined],
  visible: ['when the element is seen', { element: 'visible' }],
  clicked: ['when the element is clicked', { element: 'clicked' }],
  gone: ['when the element goes', { element: 'gone' }],
  event: ['after an event', { event: 'Event Name' }],
  delay: ['after a while', { delay: '5s' }],
  dwell: ['after so long on the page', { dwell: '30s' }],
  scroll: ['after scrolling down', { scroll: 50 }],
  idle: ['when nothing was done for', { idle: '30s' }],
  exit: ['when the pointer leaves the page', { exit: true }],
} as const satisfies Readonly<Record<string, readonly [label: string, after: After | undefined]>>

type Moment = keyof typeof moments

const momentOf = (after: Trigger['after']): Moment => {
  if (!after) return 'none'
  if ('element' in after) return after.element
  const [kind] = Object.keys(after)
  return kind as Moment
}

const arguments_ = {
  event: 'Event',
  delay: 'How long (5s, 2m)',
  dwell: 'How long (30s, 2m)',
  idle: 'How long (30s, 2m)',
  scroll: 'Percent of the page',
} as const

const Argument = (props: {
  readonly part: Part
  readonly after: After
  readonly say: (after: After) => void
}) => {
  const [kind, value] = Object.entries(props.after)[0] ?? []
  if (kind === undefined || !(kind in arguments_)) return null
  const isNumber = kind === 'scroll'
  return (
    <TextField
      on={props.part.on}
      label={arguments_[kind as keyof typeof arguments_]}
      type={isNumber ? 'number' : 'text'}
      value={String(value)}
      enter={(text) => props.say({ [kind]: isNumber ? Number(text) : text } as After)}
    />
  )
}

const urls = (lines: readonly string[]): string | readonly string[] | undefined => {
  const [only, ...more] = lines
  if (only === undefined || (only === '' && more.length === 0)) return undefined
  return more.length === 0 ? only : lines
}

/** On which pages, in as few words as a heading has room for. */
export const sayPages = ({ url }: Trigger): string => [url ?? 'any page'].flat().join(', ')

/** Where in the app, and at which moment. */
export const WhenPart = ({ part }: { readonly part: Part }) => {
  const { on, now, change, path } = part
  const trigger = triggerOf(now.guide, now.step)
  const say = (next: Trigger, what: string): void =>
    change(setTrigger(now.step, next), `${now.step} ${what}`)
  const pages = [trigger.url ?? []].flat()
  return (
    <>
      <LinesField
        on={on}
        label="On pages, one a line"
        value={pages}
        placeholder="any page"
        enter={(lines) => say(put(trigger, 'url', urls(lines)), 'url')}
      />
      {!pages.includes(path) && (
        <button
          type="button"
          class="chip"
          {...on.press(() => say(put(trigger, 'url', path), 'here'))}
        >
          Only on {path}
        </button>
      )}
      <LinesField
        on={on}
        label="Not on"
        value={[trigger['not-url'] ?? []].flat()}
        placeholder="none"
        enter={(lines) => say(put(trigger, 'not-url', urls(lines)), 'not-url')}
      />
      <Select
        on={on}
        label="Shown"
        value={momentOf(trigger.after)}
        options={(Object.keys(moments) as Moment[]).map((each): readonly [Moment, string] => [
          each,
          moments[each][0],
        ])}
        choose={(each) => say(put(trigger, 'after', moments[each][1]), 'after')}
      />
      {trigger.after && (
        <Argument
          part={part}
          after={trigger.after}
          say={(after) => say({ ...trigger, after }, 'argument')}
        />
      )}
    </>
  )
}
