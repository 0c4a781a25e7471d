import type { Answers, GuideContent } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import type { Card, CardKind, CardListener, StepView } from '../kinds/kind.ts'
import { afterPaint } from '../render/after-paint.ts'
import { runActions, type Walk } from './actions.ts'
import { listenToAdvance } from './advance.ts'
import { createAnchor } from './anchor.ts'
import { followingStep } from './following-step.ts'
import { createOnce } from './once.ts'
import type { Details, Recorder } from './record.ts'
import type { RunPorts } from './run-contract.ts'
import { bringIntoView, type Found } from './seek-target.ts'
import { idOf, kindOf, placeOf } from './steps.ts'
import { ownTag } from './targets/sight.ts'

export interface Subject {
  readonly decision: Decision
  readonly content: GuideContent
  /** Index of the step to begin with, and where its target is. */
  readonly step: number
  readonly target: Found
  /** What was answered before. */
  readonly answers: Answers
  /** Where the person has been; it is kept up here. */
  readonly passed: number[]
}

export interface PresentationPorts extends Omit<RunPorts, 'slot'> {
  readonly record: Recorder
  /** The person opened it, or folded it again: others make room meanwhile. */
  readonly makeRoom: (isOpen: boolean) => void
}

export interface PresentationListener {
  /** Two frames after the first step was drawn: the person's screen has it. */
  onPainted(step: string): void
  /** Where the person is in the guide, and what they have answered. */
  onProgress(step: number, answers: Answers): void
  /** The next step cannot show here and now: it waits for its own trigger, or for its target. */
  onLater(step: number): void
  /** The person or an action ended the guide. */
  onEnded(): void
  /** The target went, and did not come back in time; or (`forGood`) the page takes the card out however often it is drawn. */
  onLost(forGood: boolean): void
}

/** A guide on the screen. */
export interface Presentation {
  /** Something that its card shows may have changed: what the server says, the language. */
  refresh(): void
  /** It stands in the page, and a dialog of the page has it out of sight. */
  isAway(): boolean
  fold(): void
  unfold(): void
  close(): void
}

/** A guide on the screen: its steps, its target wherever that goes, and what the person does. */
export const present = (
  { decision, content, step: firstStep, target: firstTarget, answers: before, passed }: Subject,
  { host, seeker, shelf, record, startGuide, makeRoom }: PresentationPorts,
  listener: PresentationListener,
): Presentation => {
  const once = createOnce()
  let index = firstStep
  let answers = before
  let over = false
  let drawn: { readonly kind: CardKind; readonly card: Card } | undefined
  let endStep = (): void => {}
  let stopSeen = (): void => {}

  /** A click on the target that the page has not had its turn at yet. */
  let goOn: (() => void) | undefined

  const painted = (): void => once('painted', () => listener.onPainted(idOf(content, firstStep)))
  const say = (fact: Parameters<Recorder>[0], details: Details): void => {
    // Who acts has it on the screen, even before two frames have passed.
    if (fact !== 'missed') painted()
    record(fact, { step: idOf(content, index), ...details })
  }
  const close = (): void => {
    if (over) return
    over = true
    leaveStep()
    drawn?.card.close()
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
    next: () => {
      const to = followingStep(content, index, { seeker, shelf, answers })
      if (to === undefined) walk.complete('next')
      else enter(to)
    },
    back: () => {
      const to = passed.at(-2)
      if (to === undefined) return
      passed.pop()
      enter(to)
    },
    goto: (id) => {
      const to = content.steps.findIndex((_step, at) => idOf(content, at) === id)
      if (to < 0) host.reportError('guide_action', new Error(`no step ${id}`))
      else enter(to)
    },
    dismiss: (by) => finish('dismissed', { by }),
    snooze: (duration) => finish('snoozed', { for: duration }),
    complete: (by) => finish('completed', { by }),
    start: startGuide,
    target: () => anchor.target,
    answers: () => answers,
  }
  const onNote = (note: Answers): void => {
    answers = { ...answers, ...note }
    listener.onProgress(index, answers)
  }
  const onAnswers = (given: Answers): void => {
    if (Object.keys(given).length === 0) return
    onNote(given)
    say('answered', { answers: given })
  }
  const cardListener: CardListener = {
    more: shelf.more,
    onAnswers,
    onNote,
    onActions: (actions, label, given) => {
      onAnswers(given)
      say('clicked', { by: label })
      runActions(actions, { host, walk, label })
    },
    onClose: walk.dismiss,
    onOpened: (isOpen) => {
      if (isOpen) say('clicked', { by: 'open' })
      makeRoom(isOpen)
    },
    onMoved: () => anchor.check(),
    onError: (error) => host.reportError('guide_render', error),
  }
  /** The card of this step's kind; that of another kind goes first. */
  const card = (): Card => {
    const step = content.steps[index]
    const kind = step ? kindOf(content, step) : 'tooltip'
    if (drawn?.kind !== kind) {
      drawn?.card.close()
      drawn = { kind, card: shelf.kind(kind).create(cardListener) }
    }
    return drawn.card
  }
  const wanted = () => {
    const step = content.steps[index]
    return step && placeOf(content, step)
  }
  const view = (): StepView | undefined => {
    const step = content.steps[index]
    const { values } = decision
    const { baseUrl } = host
    const locale = host.locale()
    const reached = host.reached()
    const decisions = host.decisions()
    const isFirst = passed.length < 2
    const where = { content, index, isFirst, values, locale, baseUrl, answers }
    return step && { ...where, step, reached, decisions }
  }
  const anchor = createAnchor({
    card,
    view,
    wanted,
    onShown: (score) => {
      stopSeen()
      const scored = wanted()?.target ? { score } : {}
      stopSeen = card().whenSeen(() => once(`seen ${index}`, () => say('seen', scored)))
      afterPaint(() => over || !card().isVisible || painted())
    },
    onLost: (last) => {
      say('missed', { reason: last.found ? 'occluded' : last.reason, score: last.score })
      close()
      listener.onLost(!!last.found)
    },
  })
  const listen = (): void => {
    const step = content.steps[index]
    const place = wanted()
    if (over || !step || !place) return
    const stops = [
      seeker.follow(place, (choice) => over || anchor.hold(choice)),
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
  /** The page's own listeners come first: the click may lead to another page, even before the next task of this one. */
  const advanceByClick = (): void => {
    const at = index
    const go = (): void => {
      removeEventListener('pagehide', go, true)
      goOn = undefined
      if (index === at) walk.next()
    }
    say('clicked', { by: 'target' })
    goOn = go
    addEventListener('pagehide', go, true)
    setTimeout(go)
  }
  /** A step that has to wait ends this presentation. */
  const enter = (to: number): void => {
    const step = content.steps[to]
    const place = step && placeOf(content, step)
    if (over || !place) return
    let choice = seeker.now(place)
    if (content.type === 'tour' && (step.trigger || !choice.found)) {
      close()
      listener.onLater(to)
      return
    }
    const had = document.activeElement?.localName === ownTag
    leaveStep()
    index = to
    pass()
    listener.onProgress(index, answers)
    if (choice.found && choice.sight === 'offscreen') {
      bringIntoView(choice.found)
      choice = { ...choice, sight: place.sightOf(choice.found) === 'seen' ? 'seen' : 'offscreen' }
    }
    anchor.hold(choice)
    // The card of another kind took the focus with it, and there was nowhere to give it back to.
    if (had && document.activeElement === document.body) drawn?.card.focus?.()
    listen()
  }
  const pass = (): void => {
    if (passed.at(-1) !== index) passed.push(index)
  }

  pass()
  anchor.hold(firstTarget)
  listen()
  return {
    refresh: () => {
      const now = view()
      if (now && anchor.target && card().isVisible) card().show(now, anchor.target)
    },
    isAway: () => !wanted()?.target && !card().isVisible,
    fold: () => drawn?.card.fold?.(),
    unfold: () => drawn?.card.unfold?.(),
    close: () => {
      // A router may have gone to another page inside the very click: the step was done before the page was left.
      goOn?.()
      close()
    },
  }
}
