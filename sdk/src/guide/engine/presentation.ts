import type { Decision, GuideContent } from '@waymark/schemas'
import type { CardListener, StepView } from '../kinds/kind.ts'
import { kinds } from '../kinds/kinds.ts'
import { runActions, type Walk } from './actions.ts'
import { listenToAdvance } from './advance.ts'
import type { Details, Recorder } from './record.ts'
import type { RunPorts } from './run.ts'
import { bringIntoView, type Found, graceMs } from './seek-target.ts'
import type { Choice } from './targets/choose.ts'
import { sightOf } from './targets/sight.ts'

export interface Subject {
  readonly decision: Decision
  readonly content: GuideContent
  /** Index of the step to begin with, and where its target is. */
  readonly step: number
  readonly target: Found
}

export interface PresentationListener {
  /** Two frames after the first step was drawn: the person's screen has it. */
  onPainted(step: string): void
  /** The person or an action ended the guide. */
  onEnded(): void
  /** The target went, and did not come back in time. */
  onLost(): void
}

export interface Presentation {
  /** Index of the step that shows. */
  readonly step: number
  close(): void
}

/** A guide on the screen: its steps, its target wherever that goes, and what the person does. */
export const present = (
  subject: Subject,
  ports: Omit<RunPorts, 'slot'>,
  ...[record, listener]: readonly [Recorder, PresentationListener]
): Presentation => {
  const { content } = subject
  const { host, seeker } = ports
  let index = subject.step
  let target: Element | undefined
  let last: Choice<Element> = subject.target
  let over = false
  let painted = false
  let grace: ReturnType<typeof setTimeout> | undefined
  let endStep = (): void => {}
  let stopSeen = (): void => {}

  const idOf = (at: number): string => content.steps[at]?.id ?? String(at + 1)
  const wantedAt = (at: number) => content.steps[at]?.target ?? content.target

  const close = (): void => {
    if (over) return
    over = true
    leaveStep()
    card.close()
  }
  const leaveStep = (): void => {
    endStep()
    stopSeen()
    stopWaiting()
  }
  const stopWaiting = (): void => {
    clearTimeout(grace)
    grace = undefined
  }
  const finish = (fact: 'dismissed' | 'snoozed' | 'completed', details: Details): void => {
    if (over) return
    record(fact, { step: idOf(index), ...details })
    close()
    listener.onEnded()
  }
  const walk: Walk = {
    next: () => (index + 1 < content.steps.length ? enter(index + 1) : walk.complete('next')),
    back: () => enter(Math.max(0, index - 1)),
    goto: (id) => {
      const to = content.steps.findIndex((_step, at) => idOf(at) === id)
      if (to >= 0) enter(to)
      else host.reportError('guide_action', new Error(`no step ${id}`))
    },
    dismiss: (by) => finish('dismissed', { by }),
    snooze: (duration) => finish('snoozed', { for: duration }),
    complete: (by) => finish('completed', { by }),
    start: ports.startGuide,
    target: () => target,
  }
  const cardListener: CardListener = {
    onActions: (actions, label) => {
      record('clicked', { step: idOf(index), by: label })
      runActions(actions, label, { host, walk })
    },
    onClose: walk.dismiss,
    onMoved: () => {
      if (!target) return
      if (sightOf(target) !== 'seen') card.hide()
      else if (last.found === target && !card.isVisible) card.unhide()
    },
    onError: (error) => host.reportError('guide_render', error),
  }
  const card = kinds[content.type](cardListener)

  const viewOf = (at: number): StepView | undefined => {
    const step = content.steps[at]
    const { values } = subject.decision
    return (
      step && { content, step, index: at, values, locale: host.locale(), baseUrl: host.baseUrl }
    )
  }
  const showAt = ({ found, score }: Found): void => {
    stopWaiting()
    const view = viewOf(index)
    if (found === target && card.isVisible) card.unhide()
    else if (view) {
      target = found
      card.show(view, found)
      stopSeen()
      stopSeen = card.whenSeen(() =>
        once(`seen ${index}`, () => record('seen', { step: idOf(index), score })),
      )
      if (!painted) afterPaint(onPainted)
    }
  }
  const said = new Set<string>()
  const once = (what: string, fn: () => void): void => {
    if (!said.has(what)) fn()
    said.add(what)
  }
  const onPainted = (): void => {
    if (over || painted) return
    painted = true
    listener.onPainted(idOf(index))
  }
  const lose = (): void => {
    card.hide()
    grace ??= setTimeout(() => {
      if (!last.found)
        record('missed', { step: idOf(index), reason: last.reason, score: last.score })
      close()
      listener.onLost()
    }, graceMs)
  }
  const follow = (choice: Choice<Element>): void => {
    if (over) return
    last = choice
    if (!choice.found) lose()
    else if (choice.sight === 'seen') showAt(choice)
    else {
      stopWaiting()
      card.hide()
    }
  }
  const listen = (): void => {
    const [wanted, step] = [wantedAt(index), content.steps[index]]
    if (over || !wanted || !step) return
    const stops = [
      seeker.follow(wanted, follow),
      listenToAdvance(step, host, {
        target: () => target,
        onClick: advanceByClick,
        onEvent: walk.next,
      }),
    ]
    endStep = () => {
      for (const stop of stops) stop()
    }
  }
  /** The page's own listeners come first: the click may lead to another page. */
  const advanceByClick = (): void => {
    const at = index
    record('clicked', { step: idOf(index), by: 'target' })
    setTimeout(() => {
      if (index === at) walk.next()
    })
  }
  const enter = (to: number): void => {
    const wanted = wantedAt(to)
    if (over || !wanted) return
    leaveStep()
    index = to
    target = undefined
    let choice = seeker.now(wanted)
    if (choice.found && choice.sight === 'offscreen') {
      bringIntoView(choice.found)
      choice = { ...choice, sight: sightOf(choice.found) === 'seen' ? 'seen' : 'offscreen' }
    }
    follow(choice)
    listen()
  }

  showAt(subject.target)
  listen()
  return {
    get step() {
      return index
    },
    close,
  }
}

const afterPaint = (fn: () => void): void => {
  requestAnimationFrame(() => requestAnimationFrame(fn))
}
