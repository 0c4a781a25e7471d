import type { Action, Decision, GuideContent } from '@waymark/schemas'
import type { GuideHost } from '../../guide-contract.ts'
import type { Card, CardListener } from '../kinds/kind.ts'
import { kinds } from '../kinds/kinds.ts'
import { runActions, type Walk } from './actions.ts'
import type { Recorder } from './record.ts'
import type { Choice } from './targets/choose.ts'
import type { Seeker } from './targets/seek.ts'
import { sightOf } from './targets/sight.ts'

export interface PresentationPorts {
  readonly host: GuideHost
  readonly seeker: Seeker
  readonly record: Recorder
  readonly startGuide: (guide: string) => void
}

export interface Subject {
  readonly decision: Decision
  readonly content: GuideContent
  /** Index of the step to begin with. */
  readonly step: number
}

export interface PresentationListener {
  /** Two frames after it was drawn: the person's screen has it. */
  onPainted(): void
  /** The person or an action ended the guide. */
  onEnded(): void
  /** The target went, and did not come back in time. */
  onLost(step: number): void
}

export interface Presentation {
  readonly step: number
  close(): void
}

/** How long a step waits for its target, or for it to come back. */
export const graceMs = 2500

/** A guide on the screen: its steps, its target wherever that goes, and what the person does. */
export const present = (
  subject: Subject,
  ports: PresentationPorts,
  listener: PresentationListener & { readonly target: Element; readonly score: number },
): Presentation => {
  const { content, decision } = subject
  const { host, seeker, record } = ports
  let index = subject.step
  let target: Element | undefined
  let painted = false
  let over = false
  let grace: ReturnType<typeof setTimeout> | undefined
  let last: Choice<Element> | undefined
  /** What the current step listens to. */
  let stepEnds: (() => void)[] = []
  let stopSeen = (): void => {}

  const step = () => content.steps[index]
  const stepId = (): string => step()?.id ?? String(index + 1)
  const targetOfStep = () => step()?.target ?? content.target

  const leaveStep = (): void => {
    for (const end of stepEnds) end()
    stepEnds = []
    stopSeen()
    clearTimeout(grace)
    grace = undefined
  }
  const close = (): void => {
    if (over) return
    over = true
    leaveStep()
    card.close()
  }
  const end = (): void => {
    close()
    listener.onEnded()
  }
  const walk: Walk = {
    next: () => (index + 1 < content.steps.length ? enter(index + 1) : walk.complete('next')),
    back: () => enter(Math.max(0, index - 1)),
    goto: (id) => {
      const to = content.steps.findIndex((each, at) => (each.id ?? String(at + 1)) === id)
      if (to >= 0) enter(to)
      else host.reportError('guide_action', new Error(`no step ${id}`))
    },
    dismiss: (by) => finish('dismissed', { by }),
    snooze: (duration) => finish('snoozed', { for: duration }),
    complete: (by) => finish('completed', { by }),
    start: (guide) => ports.startGuide(guide),
    target: () => target,
  }
  const finish = (fact: 'dismissed' | 'snoozed' | 'completed', details: object): void => {
    if (over) return
    record(fact, { step: stepId(), ...details })
    end()
  }
  const cardListener: CardListener = {
    onActions: (actions: readonly Action[], label) => {
      record('clicked', { step: stepId(), by: label })
      runActions(actions, label, { host, walk })
    },
    onClose: (by) => walk.dismiss(by),
    onMoved: () => {
      if (target && sightOf(target) !== 'seen') card.hide()
      else if (target && !card.isVisible && last?.found === target) unhide()
    },
    onError: (error) => host.reportError('guide_render', error),
  }
  const card: Card = kinds[content.type](cardListener)

  const unhide = (): void => {
    clearTimeout(grace)
    grace = undefined
    card.unhide()
  }
  const showAt = (element: Element, score: number): void => {
    const shown = step()
    if (!shown || over) return
    if (element === target && card.isVisible) return unhide()
    target = element
    clearTimeout(grace)
    grace = undefined
    card.show(
      {
        ...{ content, step: shown, index, values: decision.values },
        ...{ locale: host.locale(), baseUrl: host.baseUrl },
      },
      element,
    )
    stopSeen()
    stopSeen = card.whenSeen(() => record('seen', { step: stepId(), score }))
    if (!painted) whenPainted()
  }
  const whenPainted = (): void => {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (over || painted) return
        painted = true
        listener.onPainted()
      }),
    )
  }
  const lose = (): void => {
    card.hide()
    grace ??= setTimeout(() => {
      const reason = last && !last.found ? last.reason : 'missing'
      record('missed', { step: stepId(), reason, score: last?.score ?? 0 })
      close()
      listener.onLost(index)
    }, graceMs)
  }
  const follow = (choice: Choice<Element>): void => {
    if (over) return
    last = choice
    if (!choice.found) lose()
    else if (choice.sight === 'seen') showAt(choice.found, choice.score)
    else card.hide()
  }
  const enter = (to: number): void => {
    if (over) return
    leaveStep()
    index = to
    target = undefined
    const wanted = targetOfStep()
    if (!wanted) return
    const choice = seeker.now(wanted)
    if (choice.found && choice.sight === 'offscreen') bringIntoView(choice.found)
    follow(choice.found ? { ...choice, sight: sightNow(choice.found) } : choice)
    listenToStep()
  }
  const listenToStep = (): void => {
    const wanted = targetOfStep()
    if (over || !wanted) return
    const advance = step()?.advance
    stepEnds.push(seeker.follow(wanted, follow))
    if (advance && 'event' in advance) {
      stepEnds.push(
        host.onTrack((event) => {
          if (event === advance.event) walk.next()
        }),
      )
    } else if (advance) stepEnds.push(onClickOf(() => target, advanceByClick))
  }
  const advanceByClick = (): void => {
    record('clicked', { step: stepId(), by: 'target' })
    const at = index
    setTimeout(() => {
      if (index === at) walk.next()
    })
  }

  last = { found: listener.target, score: listener.score, sight: 'seen' }
  showAt(listener.target, listener.score)
  listenToStep()
  return {
    get step() {
      return index
    },
    close,
  }
}

const sightNow = (element: Element): 'seen' | 'offscreen' =>
  sightOf(element) === 'seen' ? 'seen' : 'offscreen'

/** Only after the person asked for it (a step on, or the page's own `show`): a page must not jump by itself. */
export const bringIntoView = (element: Element): void => {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  element.scrollIntoView({
    block: 'center',
    inline: 'nearest',
    behavior: calm ? 'instant' : 'smooth',
  })
}

const onClickOf = (target: () => Element | undefined, fn: () => void): (() => void) => {
  const hear = (event: Event): void => {
    const element = target()
    if (element && event.composedPath().includes(element)) fn()
  }
  document.addEventListener('click', hear, true)
  return () => document.removeEventListener('click', hear, true)
}
