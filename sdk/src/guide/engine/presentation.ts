import type { Decision, GuideContent } from '@waymark/schemas'
import type { StepView } from '../kinds/kind.ts'
import { kinds } from '../kinds/kinds.ts'
import { afterPaint } from '../render/after-paint.ts'
import { runActions, type Walk } from './actions.ts'
import { listenToAdvance } from './advance.ts'
import { createAnchor } from './anchor.ts'
import { createOnce } from './once.ts'
import type { Details, Recorder } from './record.ts'
import type { RunPorts } from './run.ts'
import { bringIntoView, type Found } from './seek-target.ts'
import { sightOf } from './targets/sight.ts'

export interface Subject {
  readonly decision: Decision
  readonly content: GuideContent
  /** Index of the step to begin with, and where its target is. */
  readonly step: number
  readonly target: Found
}

export interface PresentationPorts extends Omit<RunPorts, 'slot'> {
  readonly record: Recorder
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
  { decision, content, step: firstStep, target: firstTarget }: Subject,
  { host, seeker, record, startGuide }: PresentationPorts,
  listener: PresentationListener,
): Presentation => {
  const once = createOnce()
  let index = firstStep
  let over = false
  let endStep = (): void => {}
  let stopSeen = (): void => {}

  const idOf = (at: number): string => content.steps[at]?.id ?? String(at + 1)
  const say = (fact: Parameters<Recorder>[0], details: Details): void =>
    record(fact, { step: idOf(index), ...details })
  const close = (): void => {
    if (over) return
    over = true
    leaveStep()
    card.close()
  }
  const leaveStep = (): void => {
    endStep()
    stopSeen()
    anchor.letGo()
  }
  const finish = (fact: 'dismissed' | 'snoozed' | 'completed', details: Details): void => {
    if (over) return
    say(fact, details)
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
    start: startGuide,
    target: () => anchor.target,
  }
  const card = kinds[content.type]({
    onActions: (actions, label) => {
      say('clicked', { by: label })
      runActions(actions, label, { host, walk })
    },
    onClose: walk.dismiss,
    onMoved: () => anchor.check(),
    onError: (error) => host.reportError('guide_render', error),
  })
  const anchor = createAnchor(card, {
    view: (): StepView | undefined => {
      const step = content.steps[index]
      const { values } = decision
      return step && { content, step, index, values, locale: host.locale(), baseUrl: host.baseUrl }
    },
    onShown: (score) => {
      stopSeen()
      stopSeen = card.whenSeen(() => once(`seen ${index}`, () => say('seen', { score })))
      once('painted', () => afterPaint(() => over || listener.onPainted(idOf(index))))
    },
    onLost: (last) => {
      if (!last.found) say('missed', { reason: last.reason, score: last.score })
      close()
      listener.onLost()
    },
  })
  const listen = (): void => {
    const step = content.steps[index]
    const wanted = step?.target ?? content.target
    if (over || !step || !wanted) return
    const stops = [
      seeker.follow(wanted, (choice) => over || anchor.hold(choice)),
      listenToAdvance(step, host, {
        target: walk.target,
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
    say('clicked', { by: 'target' })
    setTimeout(() => index === at && walk.next())
  }
  const enter = (to: number): void => {
    const wanted = content.steps[to]?.target ?? content.target
    if (over || !wanted) return
    leaveStep()
    index = to
    let choice = seeker.now(wanted)
    if (choice.found && choice.sight === 'offscreen') {
      bringIntoView(choice.found)
      choice = { ...choice, sight: sightOf(choice.found) === 'seen' ? 'seen' : 'offscreen' }
    }
    anchor.hold(choice)
    listen()
  }

  anchor.hold(firstTarget)
  listen()
  return {
    get step() {
      return index
    },
    close,
  }
}
