import type { Answers, GuideContent, GuideStep, Trigger } from '@waymark/schemas/wire/content'
import type { Decision, OverDecisions } from '@waymark/schemas/wire/messages'
import { createAskAgain } from './ask-again.ts'
import { durationMs } from './duration.ts'
import { guard } from './guard.ts'
import { createLease } from './lease.ts'
import { loadContent } from './load-content.ts'
import { createOnce } from './once.ts'
import { openPage, pathNow } from './open-page.ts'
import { type Presentation, present } from './presentation.ts'
import { createRecorder } from './record.ts'
import type { Run, RunPorts } from './run-contract.ts'
import { seekStep } from './seek-step.ts'
import type { Found } from './seek-target.ts'
import type { Claimant } from './slot.ts'
import { comesAgain, isAlone, isQuiet, kindOf, mayBeginAt, placeOf } from './steps.ts'
import { armTrigger } from './triggers/triggers.ts'
import { keepUnderWay, type UnderWay } from './under-way.ts'
import { isOnPage } from './url-pattern.ts'

/**
 * waiting (another page) → armed (its trigger listens) → seeking (its target) → claiming (the server's leave) → shown → done.
 * Leaving the page leads back to waiting from everywhere; what was begun then goes on without asking again.
 */
type Phase = 'waiting' | 'armed' | 'seeking' | 'claiming' | 'shown' | 'done'

/** Nor what a page put on `Object.prototype`. */
const noTrigger: Trigger = Object.create(null)

export const createRun = (
  decision: Decision,
  ports: RunPorts,
  resumed?: Omit<UnderWay, 'decision'>,
): Run => {
  const { host, seeker, slot } = ports
  const record = createRecorder(host, decision)
  const lease = createLease(decision, host, record)
  const once = createOnce()
  const askAgain = createAskAgain()
  let phase: Phase = 'waiting'
  let endPhase = (): void => {}
  let turn = 0
  let content: GuideContent | undefined
  let target: Found | undefined
  let shown: Presentation | undefined
  let step = resumed?.step ?? 0
  let answers: Answers = resumed?.answers ?? {}
  /** Where the person has been, ends at this step; a presentation adds to it. */
  let passed: number[] = [...(resumed?.passed ?? [])]
  let pages = resumed?.pages ?? {}
  /** Painted before: goes on where it was, without trigger and claim. */
  let begun = resumed !== undefined
  /** The step whose own trigger has fired. */
  let fired: number | undefined
  /** The page on which it was asked for. */
  let forced: string | undefined
  let withdrawn = false
  let over: OverDecisions[string] | undefined

  const enter = (next: Phase, end: () => void = () => {}): number => {
    const endLast = endPhase
    endPhase = end
    phase = next
    turn++
    endLast()
    return turn
  }
  const stepNow = (): GuideStep | undefined => content?.steps[step]
  const isTour = (): boolean => content?.type === 'tour'
  /** Between its first step and its end: the server's word no longer counts, as it may be that this very showing used up a cap. */
  const isUnderWay = (): boolean =>
    begun &&
    phase !== 'done' &&
    over !== 'unpublished' &&
    (!content || content.steps.length > 1 || (isQuiet(content) && !over))
  /** Its goal is met, but somebody is at it: answers, reads what they have opened, or is told that all is done. */
  const isInUse = (): boolean | undefined =>
    over === 'goal' &&
    (content?.type === 'survey' ||
      (content && isQuiet(content) && slot.holder === claimant) ||
      content?.tasks?.every(({ milestone }) => host.reached().has(milestone)))
  /** Once a tour has begun, each step says itself where it belongs; before its content is there, it may be anywhere. */
  const triggerNow = (): Trigger =>
    begun && (!content || isTour()) ? (stepNow()?.trigger ?? noTrigger) : decision.trigger
  const rest = (next: 'waiting' | 'done'): void => {
    // What was passed over before it began is looked for anew.
    if (!begun) step = 0
    enter(withdrawn && !isUnderWay() ? 'done' : next)
    lease.giveBack('left_page')
    slot.leave(claimant)
  }
  const startOver = (): void => {
    step = 0
    answers = {}
    passed = []
  }
  const end = (): void => {
    lease.forget()
    if (isUnderWay()) keepUnderWay(host, decision.id)
    const again = content && comesAgain(content) && decision.trigger.after
    if (again) {
      startOver()
      begun = false
      forced = undefined
    }
    rest(again ? 'waiting' : 'done')
    if (again) run.visit(location.href)
  }
  const fail = (error: unknown): void => {
    host.reportError('guide_render', error)
    lease.giveBack('missing')
    end()
  }
  const onError = (error: unknown): void => host.reportError('guide_trigger', error)
  const guarded = (fn: () => void | Promise<void>): (() => void) => guard(fn, fail)
  const progress = (at: number, given: Answers): void => {
    // A router may have gone on before the step was left: what is not its page is not where it was.
    for (const each of [step, at]) {
      step = each
      if (fits(location.href)) pages = { ...pages, [each]: pathNow() }
    }
    answers = given
    if (isUnderWay()) keepUnderWay(host, decision.id, { decision, step, answers, passed, pages })
  }

  const arm = guarded(async () => {
    // What is tracked while its content is on the way counts, too.
    const heard = new Set<string>()
    let disarm = host.onTrack((event) => heard.add(event))
    const mine = enter('armed', () => disarm())
    content ??= await loadContent(decision, ports)
    if (mine !== turn) return
    if (!content || (over && !isUnderWay()) || !fits(location.href)) {
      rest('waiting')
      return
    }
    if (!resumed) once('armed', () => record('armed'))
    // Whoever heard of it may have led away.
    if (mine !== turn) return
    disarm()
    // Of a step that was shown before, on this page or the last one, too.
    const hasFired = begun && [fired, passed.at(-1)].includes(step)
    const after = forced || hasFired ? undefined : triggerNow().after
    const ofTrigger = (begun ? stepNow()?.target : undefined) ?? content.target
    disarm = armTrigger(
      begun && !isTour() ? undefined : after,
      {
        ...{ seeker, onTrack: host.onTrack, onError, heard },
        target: ofTrigger ?? content.steps[0]?.target,
      },
      () => {
        fired = step
        seek()
      },
    )
  })

  const seek = guarded(() => {
    const now = stepNow()
    const wanted = content && now && placeOf(content, now)
    if (!content || !now || !wanted) return
    let stop = (): void => {}
    enter('seeking', () => stop())
    target = undefined
    /** Whoever has just asked for it, or pressed "Next", is waiting for it. */
    const isAwaited = isUnderWay() || forced !== undefined
    stop = seekStep(
      wanted,
      {
        seeker,
        bring: isAwaited && !isQuiet(content),
        whenCalm: isAwaited ? undefined : ports.shelf.kind(kindOf(content, now)).whenCalm,
        skipMs: begun || mayBeginAt(content, step + 1) ? durationMs(now.skip ?? '') : undefined,
      },
      {
        onSight: (found) => {
          target = found
          if (!found && !begun) slot.leave(claimant)
        },
        onReady: ask,
        onMissed: (reason, score) => {
          slot.leave(claimant)
          once(`${reason} ${location.pathname}`, () => record('missed', { reason, score }))
        },
        onSkipped: skip,
      },
    )
  })
  const skip = (): void => {
    if (!content) return
    once(`skipped ${step}`, () => record('missed', { reason: 'missing', by: 'skip' }))
    if (step + 1 < content.steps.length) {
      progress(step + 1, answers)
      if (begun) goOn()
      else seek()
    } else {
      record('completed', { by: 'skip' })
      end()
    }
  }
  /** To a step that does not show yet: here, as soon as it can, or on the page where it belongs. */
  const goOn = (): void => {
    if (!fits(location.href) || triggerNow().after) rest('waiting')
    if (fits(location.href)) arm()
  }
  const ask = (): void => {
    if (content && isQuiet(content)) claim()
    else if (slot.holder === claimant) claim()
    else slot.ask(claimant)
  }

  const claim = guarded(async () => {
    const mine = enter('claiming')
    const answer = await lease.ask()
    if (mine !== turn) lease.giveBack('left_page')
    else if (answer === 'granted') paint()
    else {
      once('not_granted', () => record('missed', { reason: 'not_granted' }))
      rest(answer === 'later' ? 'waiting' : 'done')
      if (phase === 'waiting') endPhase = askAgain(() => fits(location.href) && seek())
    }
  })

  const paint = (): void => {
    const now = stepNow()
    const place = content && now && placeOf(content, now)
    const sight = target && place && !document.hidden ? place.sightOf(target.found) : 'hidden'
    if (!content || !target || sight !== 'seen') {
      lease.giveBack(sight === 'occluded' || sight === 'zero_size' ? sight : 'missing')
      slot.leave(claimant)
      seek()
      return
    }
    const at = target
    const alone = isAlone(content)
    enter('shown', () => {
      shown?.close()
      shown = undefined
    })
    shown = present(
      { decision, content, step, target: at, answers, passed },
      { ...ports, record, makeRoom },
      {
        onPainted: (name) => {
          lease.use(alone)
          const drift = at.changed?.join()
          const scored = place?.target ? { score: at.score, ...(drift && { drift }) } : {}
          if (!begun) record('rendered', { step: name, ...scored })
          begun = true
          progress(step, answers)
        },
        onProgress: progress,
        onLater: (next) => {
          progress(next, answers)
          goOn()
          const page = pages[next]
          if (page && phase === 'waiting' && passed.at(-1) === next) openPage(page, host)
        },
        onEnded: end,
        onLost: () => {
          lease.giveBack('missing')
          wait()
        },
      },
    )
    if (forced) shown.unfold()
  }
  const makeRoom = (isOpen: boolean): void => {
    if (isOpen) {
      ports.makeRoomFor(run)
      slot.take(claimant)
    } else slot.leave(claimant)
  }
  const fits = (url: string): boolean => url === forced || isOnPage(triggerNow(), url)

  const wait = (): void => {
    rest('waiting')
    if (phase === 'waiting') arm()
  }
  const claimant: Claimant = {
    priority: decision.priority,
    onGranted: claim,
    onBlocked: () => once('blocked', () => record('missed', { reason: 'blocked' })),
    makeWay: () => {
      if (shown?.isAway()) wait()
    },
  }

  const run: Run = {
    decision,
    get state() {
      if (phase === 'armed' && !content) return 'waiting'
      return phase === 'seeking' || phase === 'claiming' ? 'armed' : phase
    },
    get isUnderWay() {
      return isUnderWay()
    },
    visit: (url) => {
      if (phase !== 'waiting' && phase !== 'done' && !fits(url)) {
        forced = undefined
        rest('waiting')
      }
      // Leaving may have led to a step that belongs here.
      if (phase === 'waiting' && fits(url)) arm()
    },
    leave: () => lease.giveBack('left_page'),
    restore: () => {
      if (phase !== 'armed') return
      rest('waiting')
      run.visit(location.href)
    },
    refresh: () => shown?.refresh(),
    force: () => {
      shown?.unfold()
      if (phase === 'shown' || phase === 'claiming') return
      if (phase === 'done') startOver()
      forced = location.href
      arm()
    },
    stepAside: () => {
      if (content && isQuiet(content)) shown?.fold()
      else if (phase === 'shown') rest('waiting')
    },
    withdraw: (why) => {
      withdrawn = true
      over = why
      if (isUnderWay() || (phase === 'shown' && (!over || isInUse()))) return false
      if (over) keepUnderWay(host, decision.id)
      rest('done')
      return true
    },
    handOver: () => {
      if (!begun || !content || !isQuiet(content) || slot.holder === claimant) return undefined
      rest('done')
      return { decision, step: 0, answers }
    },
    drop: () => {
      lease.forget()
      if (isUnderWay()) keepUnderWay(host, decision.id)
      rest('done')
    },
  }
  if (resumed) lease.use(false)
  return run
}
