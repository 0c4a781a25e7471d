import type { Decision, GuideContent, GuideEventProperties } from '@waymark/schemas'
import type { GuideHost, ListedGuide } from '../../guide-contract.ts'
import { kinds } from '../kinds/kinds.ts'
import { problemIn } from '../render/check-content.ts'
import { bringIntoView, graceMs, type Presentation, present } from './presentation.ts'
import { createRecorder } from './record.ts'
import type { Claimant, Slot } from './slot.ts'
import type { Choice } from './targets/choose.ts'
import type { Seeker } from './targets/seek.ts'
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
  /** Shows it now, whatever its trigger. */
  force(): void
  /** The server takes the decision back; true when nothing is left of it here. */
  withdraw(): boolean
  /** Gone before the next paint, without a word. */
  drop(): void
}

type Reason = NonNullable<GuideEventProperties['reason']>

/**
 * waiting (another page) → armed (its trigger listens) → seeking (its target) → claiming (the slot, and the server's leave) → shown →
 * done. Leaving the page leads back to waiting from everywhere; what was begun then goes on without asking again.
 */
type Phase = 'waiting' | 'armed' | 'seeking' | 'claiming' | 'shown' | 'done'

export const createRun = (decision: Decision, ports: RunPorts): Run => {
  const { host, seeker, slot } = ports
  const person = host.person()
  const record = createRecorder(host, decision)
  const said = new Set<string>()
  let phase: Phase = 'waiting'
  let endPhase = (): void => {}
  let turn = 0
  let content: GuideContent | undefined
  let last: Choice<Element> = { found: undefined, reason: 'missing', score: 0 }
  let step = 0
  let begun = false
  let leased = false
  let withdrawn = false
  let forced = false

  const enter = (next: Phase, end: () => void = () => {}): number => {
    endPhase()
    phase = next
    endPhase = end
    return ++turn
  }
  const once = (what: string, fn: () => void): void => {
    if (said.has(what)) return
    said.add(what)
    fn()
  }
  const miss = (reason: Reason, score?: number): void =>
    once(`${reason} ${location.pathname}`, () =>
      record('missed', { reason, ...(score === undefined ? {} : { score }) }),
    )
  const release = (reason: Reason): void => {
    if (!leased) return
    leased = false
    record('released', { reason })
  }
  const wait = (): void => {
    enter('waiting')
    slot.leave(claimant)
    if (withdrawn) enter('done')
  }
  const finish = (): void => {
    enter('done')
    slot.leave(claimant)
  }

  const arm = async (): Promise<void> => {
    const mine = enter('armed')
    content ??= await host.content(decision.content)
    if (mine !== turn) return
    const problem = content
      ? problemIn(content, Object.keys(kinds))
      : { kind: 'guide_content' as const, what: 'not to be had' }
    if (!content || problem) {
      content = undefined
      host.reportError(
        problem?.kind ?? 'guide_content',
        new Error(`${decision.guide}: ${problem?.what}`),
      )
      enter('waiting')
      return
    }
    once('armed', () => record('armed'))
    if (begun || forced) return seek()
    const { after } = decision.trigger
    const target = content.target ?? content.steps[0]?.target
    let disarm = (): void => {}
    endPhase = () => disarm()
    disarm = armTrigger(after, { seeker, onTrack: host.onTrack, target }, guarded(seek))
  }

  const seek = (): void => {
    const target = content?.steps[step]?.target ?? content?.target
    if (!target) return finish()
    let brought = !forced
    let stop = (): void => {}
    const grace = setTimeout(() => {
      if (!last.found) miss(last.reason, last.score)
    }, graceMs)
    enter('seeking', () => {
      stop()
      clearTimeout(grace)
    })
    stop = seeker.follow(target, (choice) => {
      last = choice
      if (choice.found && choice.sight === 'seen') slot.ask(claimant)
      else slot.leave(claimant)
      if (choice.found && choice.sight === 'offscreen' && !brought) {
        brought = true
        bringIntoView(choice.found)
      }
    })
  }

  const claimant: Claimant = {
    priority: decision.priority,
    onGranted: () => void claim().catch((error) => fail(error)),
    onBlocked: () => once('blocked', () => record('missed', { reason: 'blocked' })),
  }
  const claim = async (): Promise<void> => {
    const mine = enter('claiming')
    if (decision.capped && !begun) {
      const answer = await host.claim(decision.id)
      leased = answer.granted
      if (host.person() !== person) leased = false
      if (mine !== turn) return release('left_page')
      if (!answer.granted) {
        miss('not_granted')
        return answer.reason === 'late' ? wait() : finish()
      }
    }
    paint()
  }
  const paint = (): void => {
    const target = content?.steps[step]?.target ?? content?.target
    if (!target || !content) return finish()
    const choice = seeker.now(target)
    if (!choice.found || choice.sight !== 'seen' || document.hidden) {
      release(choice.found ? 'left_page' : choice.reason)
      slot.leave(claimant)
      return seek()
    }
    let shown: Presentation | undefined
    enter('shown', () => {
      step = shown?.step ?? step
      shown?.close()
    })
    shown = present(
      { decision, content, step },
      { host, seeker, record, startGuide: ports.startGuide },
      {
        target: choice.found,
        score: choice.score,
        onPainted: () => {
          leased = false
          if (!begun) record('rendered', { step: stepName(content, step), score: choice.score })
          begun = true
        },
        onEnded: finish,
        onLost: (at) => {
          step = at
          release('missing')
          slot.leave(claimant)
          if (withdrawn) enter('done')
          else seek()
        },
      },
    )
  }
  const fail = (error: unknown): void => {
    host.reportError('guide_render', error)
    release('missing')
    finish()
  }
  const guarded = (fn: () => void) => (): void => {
    try {
      fn()
    } catch (error) {
      fail(error)
    }
  }
  const begin = (): void => void arm().catch(fail)

  return {
    decision,
    get state() {
      if (phase === 'seeking' || phase === 'claiming') return 'armed'
      return phase
    },
    visit: (url) => {
      if (phase === 'done') return
      const fits = isOnPage(decision.trigger, url)
      if (phase === 'waiting' && fits) begin()
      else if (phase !== 'waiting' && !fits) {
        const painting = phase === 'shown'
        forced = false
        wait()
        if (painting) release('left_page')
      }
    },
    force: () => {
      if (phase === 'shown' || phase === 'claiming') return
      if (phase === 'done') step = 0
      forced = true
      begin()
    },
    withdraw: () => {
      withdrawn = true
      if (phase === 'shown') return false
      const claiming = phase === 'claiming'
      finish()
      return !claiming
    },
    drop: () => {
      leased = false
      finish()
    },
  }
}

const stepName = (content: GuideContent | undefined, index: number): string =>
  content?.steps[index]?.id ?? String(index + 1)
