import type { Decision } from '@waymark/schemas/wire/messages'
import type { GuideEngine, GuideHost } from '../../guide-contract.ts'
import { version } from '../../version.ts'
import { createShelf, type LoadPart } from '../kinds/shelf.ts'
import { guard } from './guard.ts'
import { createRun } from './run.ts'
import type { Run } from './run-contract.ts'
import { createSlot } from './slot.ts'
import { createSeeker } from './targets/seek.ts'
import { createPageWatch } from './targets/watch.ts'
import { readUnderWay, type UnderWay } from './under-way.ts'

/** Holds a run for every decision of this person; each call says the same thing twice without harm. */
export const createEngine = (host: GuideHost, loadPart: LoadPart): GuideEngine => {
  const watch = createPageWatch((error) => host.reportError('guide_trigger', error))
  const seeker = createSeeker(watch)
  const slot = createSlot(watch.whenSettled)
  const shelf = createShelf(loadPart)
  const runs = new Map<string, Run>()
  let person = host.person()
  let stopped = false
  /** What was under way when this page was left. */
  let left: string | undefined

  const runOf = (decision: Decision, resumed?: UnderWay): Run => {
    const run = createRun(
      decision,
      { host, seeker, slot, shelf, startGuide: show, makeRoomFor },
      resumed,
    )
    runs.set(decision.id, run)
    return run
  }
  /** The run of a decision; a newer version goes on where the one before lies folded. */
  const knownRun = (decision: Decision): Run | undefined => {
    const known = runs.get(decision.id)
    const isOlder = known && known.decision.content !== decision.content
    const before = isOlder ? known.handOver() : undefined
    return before ? runOf(decision, before) : known
  }
  const dropAll = (): void => {
    for (const run of runs.values()) run.drop()
    runs.clear()
  }
  const personChanged = (): void => {
    if (host.person() === person) return
    person = host.person()
    dropAll()
    host.keep(undefined)
    decisionsChanged()
  }
  const decisionsChanged = (): void => {
    if (stopped) return
    if (host.person() !== person) {
      personChanged()
      return
    }
    const now = host.decisions()
    const over = host.over()
    for (const [id, run] of runs) {
      if (!now.some((decision) => decision.id === id) && run.withdraw(over[id])) runs.delete(id)
      else run.refresh()
    }
    const going = new Set(
      [...runs.values()]
        .filter((run) => run.state === 'shown' || run.isUnderWay)
        .map((run) => run.decision.guide),
    )
    for (const decision of now) {
      const known = knownRun(decision)
      if (known || !going.has(decision.guide)) (known ?? runOf(decision)).visit(location.href)
    }
  }
  /** What somebody was in the middle of, before this page was loaded; at its first step, in its newest version. */
  const resume = (): void => {
    for (const each of readUnderWay(host)) {
      const now = host.decisions().find(({ id }) => id === each.decision.id)
      runOf((!each.step && now) || each.decision, each).visit(location.href)
    }
  }
  const hidden = (): void => {
    left = host.kept()
    for (const run of runs.values()) run.leave()
  }
  /** The page is as it was left, but what was under way may have gone on, begun or ended on another page since. */
  const restored = (event: PageTransitionEvent): void => {
    if (!event.persisted) return
    const kept = host.kept()
    if (kept !== left) {
      const going = new Set(readUnderWay(host).map(({ decision }) => decision.id))
      for (const [id, run] of runs) if (run.isUnderWay || going.has(id)) run.drop()
      host.keep(kept)
      resume()
    }
    for (const run of runs.values()) run.restore()
  }
  const navigated = (url: string): void => {
    for (const run of runs.values()) run.visit(url)
    watch.changed()
  }
  const show = (guide: string): boolean => {
    const run = [...runs.values()].find((each) => each.decision.guide === guide)
    if (!run || stopped) return false
    makeRoomFor(run)
    run.force()
    return true
  }
  const makeRoomFor = (run: Run): void => {
    for (const other of runs.values()) if (other !== run) other.stepAside()
  }

  const safely = <A extends readonly unknown[], R>(fn: (...args: A) => R) =>
    guard(fn, (error) => host.reportError('guide_trigger', error))
  const undone = [host.onDecisions(safely(decisionsChanged)), host.onNavigate(safely(navigated))]
  const onRestored = safely(restored)
  const onHidden = safely(hidden)
  addEventListener('pageshow', onRestored)
  // Captured: what is said now must be there when the core sends all that waits.
  addEventListener('pagehide', onHidden, true)
  safely(resume)()
  safely(decisionsChanged)()
  return {
    version,
    decisionsChanged: safely(decisionsChanged),
    navigated: safely(navigated),
    personChanged: safely(personChanged),
    forget: safely(dropAll),
    show: (guide) => safely(show)(guide) ?? false,
    list: () =>
      [...runs.values()].map(({ decision, state }) => ({
        ...{ guide: decision.guide, decision: decision.id, state },
      })),
    stop: safely(() => {
      stopped = true
      for (const undo of undone) undo()
      removeEventListener('pageshow', onRestored)
      removeEventListener('pagehide', onHidden, true)
      dropAll()
      watch.stop()
    }),
  }
}
