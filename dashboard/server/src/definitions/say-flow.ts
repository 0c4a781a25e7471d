import {
  type Flow,
  type FlowStep,
  namedBy,
  type SendItem,
  sayRule,
  stepIdOf,
} from '@waymark/schemas'

const sendWords = {
  guide: 'show',
  email: 'e-mail',
  webhook: 'post to',
  slack: 'tell',
  task: 'give a task to',
} as const

/** "e-mail welcome": what a message does, by its channel. */
const saySend = (item: SendItem): string => {
  const { channel, id } = namedBy(item)
  return `${sendWords[channel]} ${id}`
}

const sayWait = (wait: NonNullable<FlowStep['wait']>): string => {
  if (wait.for !== undefined) return `wait ${wait.for}`
  const atMost = wait['at-most'] === undefined ? '' : `, at most ${wait['at-most']}`
  const late = wait.late === undefined ? '' : `, then go to ${wait.late}`
  return `wait for: ${wait.until ? sayRule(wait.until) : ''}${atMost}${late}`
}

const saySplit = (split: NonNullable<FlowStep['split']>): string => {
  const all = split.reduce((sum, { share }) => sum + share, 0)
  const ways = split.map(({ share, to }) => `${Math.round((100 * share) / all)}% to ${to}`)
  return `draw ${ways.join(', ')}`
}

const sayShow = (show: NonNullable<FlowStep['show']>): string => {
  const until = (show.until ?? ['completed', 'dismissed']).join(' or ')
  const atMost = show['at-most'] === undefined ? '' : `, at most ${show['at-most']}`
  const late = show.late === undefined ? '' : `, then go to ${show.late}`
  return `show ${show.guide} until it is ${until}${atMost}${late}`
}

const saySet = ({ name, value }: NonNullable<FlowStep['set-trait']>): string =>
  value === null ? `unset ${name}` : `set ${name} to ${value}`

const sayAction = (step: FlowStep): string => {
  const { send, show, 'set-trait': set, wait, branch, split, go } = step
  if (send) return saySend(send)
  if (show) return sayShow(show)
  if (set) return saySet(set)
  if (wait) return sayWait(wait)
  if (split) return saySplit(split)
  if (go !== undefined) return `go to ${go}`
  if (!branch) return 'end'
  const ways = branch.map(({ when, to }) => `go to ${to} if: ${sayRule(when)}`)
  return [...ways, ...(step.else === undefined ? [] : [`else to ${step.else}`])].join(', ')
}

const again = ({ reentry = 'once' }: Flow): string => {
  if (reentry === 'every-time') return 'Each time anew.'
  return reentry === 'once' ? 'Once.' : `Anew after ${reentry.cooldown}.`
}

/** Who gets nothing, and where whom begins. */
const sayDraw = ({ holdout, variants }: Flow): readonly string[] => [
  ...(holdout ? [`${Math.round(holdout * 100)}% are held out.`] : []),
  ...(variants
    ? [`Variants: ${variants.map(({ id, start }) => `${id} at ${start}`).join(', ')}.`]
    : []),
]

/** A flow in plain English: who enters, its steps, and who leaves. */
export const sayFlow = (flow: Flow): string => {
  const { enter, exit, goal, steps } = flow
  const said = steps.map((step, place) => `${stepIdOf(step, place)}: ${sayAction(step)}`)
  return [
    `Enters when: ${sayRule(enter)}. ${again(flow)}`,
    `Steps: ${said.join('; ')}.`,
    ...sayDraw(flow),
    ...(goal ? [`Goal: ${sayRule(goal)}.`] : []),
    ...(exit ? [`Leaves when: ${sayRule(exit)}.`] : []),
  ].join(' ')
}
