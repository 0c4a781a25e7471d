import type { Decision, GuideContent } from '@waymark/schemas'
import type { GuideHost, ListedGuide } from '../../guide-contract.ts'
import { guard } from './guard.ts'
import { createLease } from './lease.ts'
import { loadContent } from './load-content.ts'
import { createOnce } from './once.ts'
import { type Presentation, present } from './presentation.ts'
import { createRecorder } from './record.ts'
import { type Found, seekTarget } from './seek-target.ts'
import type { Claimant, Slot } from './slot.ts'
import type { Seeker } from './targets/seek.ts'
import { sightOf } from './targets/sight.ts'
import { armTrigger } from './triggers/triggers.ts'
import { isOnPage } from './url-pattern.ts'

export interface RunPorts {
  readonly host: GuideHost
  readonly seeker: Seeker
  readonly slot: Slot
  readonly startGuide: (guide: string) => void
}

/** The life of one decision in this page. */
export interface Run {
  readonly decision: Decision
  readonly state: ListedGuide['state']
  /** The page is at this URL now. */
  visit(url: string): void
  /** Shows it now, whatever its trigger; on this page only. */
  force(): void
  /** Makes room for one that the page asked for; goes on later where it was. */
  stepAside(): void
  /** The server takes the decision back; true when nothing is left of it here. */
  withdraw(): boolean
  /** Gone before the next paint, without a word. */
  drop(): void
}

/**
 * waiting (another page) → armed (its trigger listens) → seeking (its target) → claiming (the server's leave) → shown → done.
 * Leaving the page leads back to waiting from everywhere; what was begun then goes on without asking again.
 */
type Phase = 'waiting' | 'armed' | 'seeking' | 'claiming' | 'shown' | 'done'

export const createRun = (decision: Decision, ports: RunPorts): Run => {
  const { host, seeker, slot } = ports
  const record = createRecorder(host, decision)
  const lease = createLease(decision, host, record)
  const once = createOnce()
  let phase: Phase = 'waiting'
  let endPhase = (): void => {}
  let turn = 0
  let content: GuideContent | undefined
  let target: Found | undefined
  let step = 0
  /** Painted before: goes on where it was, without trigger and claim. */
  let begun = false
  /** The page on which it was asked for. */
  let forced: string | undefined
  let withdrawn = false

  /** Ends the phase before; the number tells whoever waited for something whether it is still the same. */
  const enter = (next: Phase, end: () => void = () => {}): number => {
    const endLast = endPhase
    endPhase = end
    phase = next
    turn++
    endLast()
    return turn
  }
  const rest = (next: 'waiting' | 'done'): void => {
    enter(withdrawn ? 'done' : next)
    slot.leave(claimant)
  }
  const fail = (error: unknown): void => {
    host.reportError('guide_render', error)
    lease.giveBack('missing')
    rest('done')
  }
  const guarded = (fn: () => void | Promise<void>): (() => void) => guard(fn, fail)

  const arm = guarded(async () => {
    const mine = enter('armed')
    content ??= await loadContent(decision, host)
    if (mine !== turn) return
    if (!content) {
      rest('waiting')
      return
    }
    once('armed', () => record('armed'))
    let disarm = (): void => {}
    endPhase = () => disarm()
    const after = begun || forced ? undefined : decision.trigger.after
    const target = content.target ?? content.steps[0]?.target
    disarm = armTrigger(after, { seeker, onTrack: host.onTrack, target }, seek)
  })

  const seek = guarded(() => {
    const wanted = content?.steps[step]?.target ?? content?.target
    if (!wanted) return
    let stop = (): void => {}
    enter('seeking', () => stop())
    stop = seekTarget(
      wanted,
      { seeker, bring: forced !== undefined },
      {
        onSight: (found) => {
          target = found
          if (found) slot.ask(claimant)
          else slot.leave(claimant)
        },
        onMissed: (reason, score) =>
          once(`${reason} ${location.pathname}`, () => record('missed', { reason, score })),
      },
    )
  })

  const claim = guarded(async () => {
    const mine = enter('claiming')
    const answer = await lease.ask()
    if (mine !== turn) lease.giveBack('left_page')
    else if (answer === 'granted') paint()
    else {
      once('not_granted', () => record('missed', { reason: 'not_granted' }))
      rest(answer === 'later' ? 'waiting' : 'done')
    }
  })

  const paint = (): void => {
    const sight = target && !document.hidden ? sightOf(target.found) : 'hidden'
    if (!content || !target || sight !== 'seen') {
      lease.giveBack(sight === 'occluded' || sight === 'zero_size' ? sight : 'missing')
      slot.leave(claimant)
      seek()
      return
    }
    const at = target
    let shown: Presentation | undefined
    enter('shown', () => {
      step = shown?.step ?? step
      shown?.close()
    })
    shown = present(
      { decision, content, step, target: at },
      { ...ports, record },
      {
        onPainted: (name) => {
          lease.use()
          if (!begun) record('rendered', { step: name, score: at.score })
          begun = true
        },
        onEnded: () => rest('done'),
        onLost: () => {
          lease.giveBack('missing')
          rest('waiting')
          if (!withdrawn) arm()
        },
      },
    )
  }

  const claimant: Claimant = {
    priority: decision.priority,
    onGranted: claim,
    onBlocked: () => once('blocked', () => record('missed', { reason: 'blocked' })),
  }

  return {
    decision,
    get state() {
      return phase === 'seeking' || phase === 'claiming' ? 'armed' : phase
    },
    visit: (url) => {
      if (phase === 'done') return
      const fits = url === forced || isOnPage(decision.trigger, url)
      if (phase === 'waiting' && fits) arm()
      else if (phase !== 'waiting' && !fits) {
        forced = undefined
        rest('waiting')
        lease.giveBack('left_page')
      }
    },
    force: () => {
      if (phase === 'shown' || phase === 'claiming') return
      if (phase === 'done') step = 0
      forced = location.href
      arm()
    },
    stepAside: () => {
      if (phase === 'shown') rest('waiting')
    },
    withdraw: () => {
      withdrawn = true
      if (phase === 'shown') return false
      rest('done')
      return true
    },
    drop: () => {
      lease.forget()
      rest('done')
    },
  }
}
