import {
  byId,
  type Flow,
  type FlowStep,
  type NameOf,
  namedBy,
  quoted,
  type SendItem,
  sayRule,
  saySpan,
  stepIdOf,
} from '@waymark/schemas'

const sendWords = {
  guide: 'show',
  email: 'e-mail',
  webhook: 'post to',
  slack: 'tell',
  task: 'give a task to',
} as const

/** "e-mail “Welcome”": what a message does, by its channel. */
const saySend = (item: SendItem, nameOf: NameOf): string => {
  const { channel, kind, id } = namedBy(item)
  return `${sendWords[channel]} ${quoted(nameOf(kind, id))}`
}

const sayAtMost = (atMost: string | undefined, late: string | undefined): string => {
  const longest = atMost === undefined ? '' : `, at most ${saySpan(atMost)}`
  return `${longest}${late === undefined ? '' : `, then go to ${late}`}`
}

const sayWait = (wait: NonNullable<FlowStep['wait']>, nameOf: NameOf): string => {
  if (wait.for !== undefined) return `wait ${saySpan(wait.for)}`
  const until = wait.until ? sayRule(wait.until, nameOf) : ''
  return `wait for: ${until}${sayAtMost(wait['at-most'], wait.late)}`
}

const saySplit = (split: NonNullable<FlowStep['split']>): string => {
  const all = split.reduce((sum, { share }) => sum + share, 0)
  const ways = split.map(({ share, to }) => `${Math.round((100 * share) / all)}% to ${to}`)
  return `draw ${ways.join(', ')}`
}

const sayShow = (show: NonNullable<FlowStep['show']>, nameOf: NameOf): string => {
  const until = (show.until ?? ['completed', 'dismissed']).join(' or ')
  const guide = quoted(nameOf('guide', show.guide))
  return `show ${guide} until it is ${until}${sayAtMost(show['at-most'], show.late)}`
}

const saySet = ({ name, value }: NonNullable<FlowStep['set-trait']>): string =>
  value === null ? `unset ${name}` : `set ${name} to ${value}`

const sayAction = (step: FlowStep, nameOf: NameOf): string => {
  const { send, show, 'set-trait': set, wait, branch, split, go } = step
  if (send) return saySend(send, nameOf)
  if (show) return sayShow(show, nameOf)
  if (set) return saySet(set)
  if (wait) return sayWait(wait, nameOf)
  if (split) return saySplit(split)
  if (go !== undefined) return `go to ${go}`
  if (!branch) return 'end'
  const ways = branch.map(({ when, to }) => `go to ${to} if: ${sayRule(when, nameOf)}`)
  return [...ways, ...(step.else === undefined ? [] : [`else to ${step.else}`])].join(', ')
}

const again = ({ reentry = 'once' }: Flow): string => {
  if (reentry === 'every-time') return 'Each time anew.'
  return reentry === 'once' ? 'Once.' : `Anew after ${saySpan(reentry.cooldown)}.`
}

/** Who gets nothing, and where whom begins. */
const sayDraw = ({ holdout, variants }: Flow): readonly string[] => [
  ...(holdout ? [`${Math.round(holdout * 100)}% are held out.`] : []),
  ...(variants
    ? [`Variants: ${variants.map(({ id, start }) => `${id} at ${start}`).join(', ')}.`]
    : []),
]

/** A flow in plain English: who enters, its steps, and who leaves. */
export const sayFlow = (flow: Flow, nameOf: NameOf = byId): string => {
  const { enter, exit, goal, steps } = flow
  const said = steps.map((step, place) => `${stepIdOf(step, place)}: ${sayAction(step, nameOf)}`)
  return [
    `Enters when: ${sayRule(enter, nameOf)}. ${again(flow)}`,
    `Steps: ${said.join('; ')}.`,
    ...sayDraw(flow),
    ...(goal ? [`Goal: ${sayRule(goal, nameOf)}.`] : []),
    ...(exit ? [`Leaves when: ${sayRule(exit, nameOf)}.`] : []),
  ].join(' ')
}
