import type { Action } from '@waymark/schemas'
import type { GuideHost } from '../../guide-contract.ts'
import { isSafeUrl } from '../render/urls.ts'

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
}

/** Does what a control says, in its order. The list of actions is closed: content cannot bring code. */
export const runActions = (
  actions: readonly Action[],
  label: string,
  { host, walk }: { readonly host: GuideHost; readonly walk: Walk },
): void => {
  for (const action of actions) {
    try {
      runAction(action, label, { host, walk })
    } catch (error) {
      host.reportError('guide_action', error)
    }
  }
}

const runAction = (
  action: Action,
  label: string,
  { host, walk }: { readonly host: GuideHost; readonly walk: Walk },
): void => {
  if ('next' in action) walk.next()
  else if ('back' in action) walk.back()
  else if ('goto' in action) walk.goto(action.goto)
  else if ('dismiss' in action) walk.dismiss(label)
  else if ('snooze' in action) walk.snooze(action.snooze)
  else if ('complete' in action) walk.complete(label)
  else if ('start' in action) walk.start(action.start)
  else if ('track' in action) host.record(action.track.event, action.track.properties ?? {})
  else if ('call' in action) call(action.call, host)
  else if ('open' in action) open(action.open, action.in, host)
  else if ('click-target' in action) {
    const target = walk.target()
    if (target && 'click' in target) (target as HTMLElement).click()
  }
}

const call = (name: string, host: GuideHost): void => {
  const registered = host.registered(name)
  if (registered) registered()
  else host.reportError('guide_action', new Error(`no function is registered as ${name}`))
}

const open = (url: string, where: 'same' | 'new' | undefined, host: GuideHost): void => {
  if (!isSafeUrl(url)) return
  if (where === 'new') window.open(url, '_blank', 'noopener')
  else if (!host.navigate(url)) location.assign(url)
}
