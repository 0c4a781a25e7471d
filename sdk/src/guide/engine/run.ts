import type { Answers } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import { createAskAgain } from './ask-again.ts'
import { durationMs } from './duration.ts'
import { guard } from './guard.ts'
import { createLease } from './lease.ts'
import { loadContent } from './load-content.ts'
import { createOnce } from './once.ts'
import { openPage } from './open-page.ts'
import { type Presentation, present } from './presentation.ts'
import { createRecorder } from './record.ts'
import type { Run, RunPorts } from './run-contract.ts'
import { seekStep } from './seek-step.ts'
import type { Found } from './seek-target.ts'
import type { Claimant } from './slot.ts'
import { isAlone, isQuiet, kindOf, mayBeginAt, placeOf } from './steps.ts'
import { armTrigger } from './triggers/triggers.ts'
import { keepUnderWay, type UnderWay } from './under-way.ts'
import { createWay } from './way.ts'

/**
 * waiting (another page) → armed (its trigger listens) → seeking (its target) → claiming (the server's leave) → shown → done.
 * Leaving the page leads back to waiting from everywhere; what was begun then goes on without asking again.
 */
type Phase = 'waiting' | 'armed' | 'seeking' | 'claiming' | 'shown' | 'done'

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
  const way = createWay(decision, resumed)
  let phase: Phase = 'waiting'
  let endPhase = (): void => {}
  let turn = 0
  let target: Found | undefined
  let shown: Presentation | undefined
  let withdrawn = false

  const enter = (next: Phase, end: () => void = () => {}): number => {
    const endLast = endPhase
    endPhase = end
    phase = next
    turn++
    endLast()
    return turn
  }
  const isUnderWay = (): boolean => phase !== 'done' && way.goesOn()
  const hasSlot = (): boolean => slot.holder === claimant
  const rest = (next: 'waiting' | 'done'): void => {
    // What was passed over before it began is looked for anew.
    if (!way.begun) way.step = 0
    enter(withdrawn && !isUnderWay() ? 'done' : next)
    lease.giveBack('left_page')
    slot.leave(claimant)
  }
  const end = (): void => {
    lease.forget()
    if (isUnderWay()) keepUnderWay(host, decision.id)
    const again = way.endsForNow()
    rest(again ? 'waiting' : 'done')
    if (again) run.visit(location.href)
  }
  const fail = (error: unknown): void => {
    host.reportError('guide_render', error)
    lease.giveBack('missing')
    end()
  }
  const guarded = (fn: () => void | Promise<void>): (() => void) => guard(fn, fail)
  const progress = (step: number, answers: Answers): void => {
    way.go(step, answers)
    if (isUnderWay()) keepUnderWay(host, decision.id, way.underWay())
  }

  const arm = guarded(async () => {
    // What is tracked while its content is on the way counts, too.
    const heard = new Set<string>()
    let disarm = host.onTrack((event) => heard.add(event))
    const mine = enter('armed', () => disarm())
    way.content ??= await loadContent(decision, ports)
    if (mine !== turn) return
    const { content } = way
    if (!content || (way.over && !isUnderWay()) || !way.fits(location.href)) {
      rest('waiting')
      return
    }
    if (!resumed) once('armed', () => record('armed'))
    // Whoever heard of it may have led away.
    if (mine !== turn) return
    disarm()
    const ofStep = way.begun ? way.stepNow()?.target : undefined
    disarm = armTrigger(
      way.awaited(),
      {
        ...{ seeker, onTrack: host.onTrack, heard },
        onError: (error) => host.reportError('guide_trigger', error),
        target: ofStep ?? content.target ?? content.steps[0]?.target,
      },
      () => {
        way.fired = way.step
        seek()
      },
    )
  })

  const seek = guarded(() => {
    const { content, begun, forced, step } = way
    const now = way.stepNow()
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
          if (!found && !way.begun) slot.leave(claimant)
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
    const { content, step, answers } = way
    if (!content) return
    once(`skipped ${step}`, () => record('missed', { reason: 'missing', by: 'skip' }))
    if (step + 1 < content.steps.length) {
      progress(step + 1, answers)
      if (way.begun) goOn()
      else seek()
    } else {
      record('completed', { by: 'skip' })
      end()
    }
  }
  /** To a step that does not show yet: here, as soon as it can, or on the page where it belongs. */
  const goOn = (): void => {
    if (!way.fits(location.href) || way.triggerNow().after) rest('waiting')
    if (way.fits(location.href)) arm()
  }
  const ask = (): void => {
    if ((way.content && isQuiet(way.content)) || hasSlot()) claim()
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
      if (phase === 'waiting') endPhase = askAgain(() => way.fits(location.href) && seek())
    }
  })

  const paint = (): void => {
    const { content, step, answers, passed } = way
    const now = way.stepNow()
    const place = content && now && placeOf(content, now)
    const sight = target && place && !document.hidden ? place.sightOf(target.found) : 'hidden'
    if (!content || !target || sight !== 'seen') {
      lease.giveBack(sight === 'occluded' || sight === 'zero_size' ? sight : 'missing')
      slot.leave(claimant)
      seek()
      return
    }
    const at = target
    enter('shown', () => {
      shown?.close()
      shown = undefined
    })
    shown = present(
      { decision, content, step, target: at, answers, passed },
      { ...ports, record, makeRoom },
      {
        onPainted: (name) => {
          lease.use(isAlone(content))
          const drift = at.changed?.join()
          const scored = place?.target ? { score: at.score, ...(drift && { drift }) } : {}
          if (!way.begun) record('rendered', { step: name, ...scored })
          way.begun = true
          progress(way.step, way.answers)
        },
        onProgress: progress,
        onLater: (next) => {
          progress(next, way.answers)
          goOn()
          const page = way.pages[next]
          if (page && phase === 'waiting' && way.passed.at(-1) === next) openPage(page, host)
        },
        onEnded: end,
        onLost: (forGood) => {
          lease.giveBack('missing')
          if (forGood) rest('done')
          else wait()
        },
      },
    )
    if (way.forced) shown.unfold()
  }
  const makeRoom = (isOpen: boolean): void => {
    if (isOpen) {
      ports.makeRoomFor(run)
      slot.take(claimant)
    } else slot.leave(claimant)
  }

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
      if (phase === 'armed' && !way.content) return 'waiting'
      return phase === 'seeking' || phase === 'claiming' ? 'armed' : phase
    },
    get isUnderWay() {
      return isUnderWay()
    },
    visit: (url) => {
      if (phase !== 'waiting' && phase !== 'done' && !way.fits(url)) {
        way.forced = undefined
        rest('waiting')
      }
      // Leaving may have led to a step that belongs here.
      if (phase === 'waiting' && way.fits(url)) arm()
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
      if (phase === 'done') way.startOver()
      way.forced = location.href
      arm()
    },
    stepAside: () => {
      if (way.content && isQuiet(way.content)) shown?.fold()
      else if (phase === 'shown') rest('waiting')
    },
    withdraw: (why) => {
      withdrawn = true
      way.over = why
      const isInUse = !why || way.isInUse(hasSlot(), host.reached())
      if (isUnderWay() || (phase === 'shown' && isInUse)) return false
      if (why) keepUnderWay(host, decision.id)
      rest('done')
      return true
    },
    handOver: () => {
      const { begun, content, answers } = way
      if (!begun || !content || !isQuiet(content) || hasSlot()) return undefined
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
