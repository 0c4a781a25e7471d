import type { Action, Answers } from '@waymark/schemas/wire/content'
import type { GuideHost } from '../../guide-contract.ts'
import { isSafeUrl } from '../render/urls.ts'
import { openPage } from './open-page.ts'

/** What actions may do to the guide that they stand in. */
export interface Walk {
  next(): void
  back(): void
  goto(step: string): void
  dismiss(by: string): void
  snooze(duration: string): void
  complete(by: string): void
  start(guide: string): void
  target(): Element | undefined
  answers(): Answers
}

interface Doing {
  readonly host: GuideHost
  readonly walk: Walk
  /** Of the control that was pressed. */
  readonly label: string
}

type KindOf<A> = A extends unknown ? Exclude<keyof A, 'in'> : never
export type ActionKind = KindOf<Action>
type Doers = {
  readonly [kind in ActionKind]: (
    action: Extract<Action, Record<kind, unknown>>,
    doing: Doing,
  ) => void
}

/** The list of actions is closed: content cannot bring code. */
export const doers: Doers = {
  next: (_, { walk }) => walk.next(),
  back: (_, { walk }) => walk.back(),
  goto: ({ goto }, { walk }) => walk.goto(goto),
  dismiss: (_, { walk, label }) => walk.dismiss(label),
  snooze: ({ snooze }, { walk }) => walk.snooze(snooze),
  complete: (_, { walk, label }) => walk.complete(label),
  start: ({ start }, { walk }) => walk.start(start),
  track: ({ track }, { host }) => host.record(track.event, track.properties ?? {}),
  'set-trait': (action, { host, walk }) => {
    const { name, value, from } = action['set-trait']
    const set = from === undefined ? value : walk.answers()[from]
    if (set !== undefined) host.setTraits({ [name]: set })
  },
  'click-target': (_, { walk }) => {
    const target = walk.target()
    if (target && 'click' in target) (target as HTMLElement).click()
  },
  call: ({ call }, { host }) => {
    const registered = host.registered(call)
    if (!registered) throw new Error(`no function is registered as ${call}`)
    registered()
  },
  open: (action, { host }) => {
    const { open: url } = action
    if (action.in !== 'new') openPage(url, host)
    else if (isSafeUrl(url)) window.open(url, '_blank', 'noopener')
  },
}

/** Does what a control says, in its order. */
export const runActions = (actions: readonly Action[], doing: Doing): void => {
  for (const action of actions) {
    try {
      runAction(action, doing)
    } catch (error) {
      doing.host.reportError('guide_action', error)
    }
  }
}

const runAction = (action: Action, doing: Doing): void => {
  for (const kind of Object.keys(action)) {
    const run = Object.hasOwn(doers, kind) ? doers[kind as ActionKind] : undefined
    ;(run as ((action: Action, doing: Doing) => void) | undefined)?.(action, doing)
  }
}
