import { contentHash, type Gate, isTrue, limits } from '@waymark/schemas'
import type { EngagementProgram } from '../program/program.ts'
import type { SubjectFacts } from './facts-of.ts'
import { noteDecision } from './note-message.ts'
import { note } from './note-verdict.ts'
import { own } from './own.ts'
import type { EngagementState, PersonState } from './state.ts'
import type { PersonWork } from './work.ts'

/** A share in [0, 1) that stays with this person and engagement: the sticky draw of holdouts and variants. */
const draw = (engagement: string, subject: string): number =>
  (Number.parseInt(contentHash([engagement, subject]), 36) % 10_000) / 10_000

const yes = (gate: Gate['gate'], wants: string, found: string): Gate => ({
  gate,
  is: true,
  wants,
  found,
})
const no = (gate: Gate['gate'], wants: string, found: string): Gate => ({
  gate,
  is: false,
  wants,
  found,
})

/** Renders that count against the cap at `now`, and when the oldest of them stops counting. */
const usedOf = (
  engagement: EngagementProgram,
  state: EngagementState | undefined,
  now: number,
): { readonly used: number; readonly frees: number } => {
  const windowMs = engagement.cap?.withinMs
  const inside = (state?.shown ?? []).filter((at) => windowMs === undefined || at > now - windowMs)
  const first = inside.at(-(engagement.cap?.max ?? 0))
  return {
    used: inside.length,
    frees:
      windowMs === undefined || first === undefined ? Number.POSITIVE_INFINITY : first + windowMs,
  }
}

const capWords = ({ cap }: EngagementProgram): string => {
  if (!cap) return 'no cap'
  const days = cap.withinMs === undefined ? '' : ` within ${Math.round(cap.withinMs / 3_600_000)} h`
  return `shown at most ${cap.max} ${cap.max === 1 ? 'time' : 'times'}${days}`
}

/** A history that was asked for, or the account's word, has not come yet: decisions wait for it, but not long. */
const waitsUntil = (state: PersonState, now: number): number => {
  let last = state.says.asked ?? 0
  for (const id of Object.keys(state.asked)) last = Math.max(last, state.asked[id] ?? 0)
  return last > 0 && last + limits.mergeWaitMs > now ? last + limits.mergeWaitMs : 0
}

/** Whom a verdict is noted for: the fold wakes at its end; explaining does not. */
type Note = (verdict: number) => number

/** Who is looked at: the state, what rules may read of it, and who wants to know until when that holds. */
interface Looked {
  readonly state: PersonState
  readonly facts: SubjectFacts
  readonly noted?: Note
}

/**
 * The gates of one engagement for one person, in the order of decision, up to the first that is shut. This is the code that
 * decides; `waymark explain` calls it too.
 */
export const gatesOf = (
  engagement: EngagementProgram,
  { state, facts, noted = (v) => v }: Looked,
): readonly Gate[] => {
  const gates: Gate[] = []
  const gate = (is: boolean, make: (is: boolean) => Gate): boolean => {
    gates.push(make(is))
    return is
  }
  const holds = (is: boolean): string => (is ? 'holds' : 'does not hold')
  if (
    !gate(isTrue(noted(engagement.audience(facts))), (is) => ({
      gate: 'audience',
      is,
      wants: engagement.audienceSays,
      found: holds(is),
    }))
  )
    return gates
  const { exclude, goal } = engagement
  if (
    exclude &&
    !gate(!isTrue(noted(exclude(facts))), (is) => ({
      gate: 'exclude',
      is,
      wants: `not: ${engagement.excludeSays}`,
      found: is ? 'not excluded' : 'excluded',
    }))
  )
    return gates
  if (
    goal &&
    !gate(!isTrue(noted(goal(facts))), (is) => ({
      gate: 'goal',
      is,
      wants: `goal still open: ${engagement.goalSays}`,
      found: is ? 'open' : 'already met',
    }))
  )
    return gates
  const wait = waitsUntil(state, facts.now)
  if (wait > 0) {
    noted(-wait)
    gates.push(no('merge', 'history and what the account says are in', 'still on its way'))
    return gates
  }
  if (engagement.holdout > 0) {
    const drawn = draw(engagement.definition, state.s)
    const words = `drawn ${drawn} of holdout ${engagement.holdout}`
    if (
      !gate(drawn >= engagement.holdout, (is) => (is ? yes : no)('holdout', 'not held out', words))
    )
      return gates
  }
  if (engagement.cap) {
    const { used, frees } = usedOf(engagement, own(state.eng, engagement.id), facts.now)
    const free = used < engagement.cap.max
    if (!free) noted(-frees)
    gates.push((free ? yes : no)('caps', capWords(engagement), `shown ${used} times`))
  }
  return gates
}

const open = (gates: readonly Gate[]): boolean => gates.every((gate) => gate.is)

/** A held-out or capped person is worth a line in the record; somebody outside the audience is not. */
const worthRecording = (gates: readonly Gate[]): boolean =>
  gates.length > 1 && gates.at(-1)?.gate !== 'merge'

const settleOne = (work: PersonWork, engagement: EngagementProgram): void => {
  const { state, view: facts } = work
  const now: EngagementState | undefined = own(state.eng, engagement.id)
  if (now?.lease) {
    if (now.lease.until <= facts.now) {
      work.transitions.push({
        t: 'lapsed',
        decision: now.dec ?? '',
        engagement: engagement.id,
        at: now.lease.until,
      })
      delete now.lease
    } else note(work, now.lease.until)
  }
  const gates = gatesOf(engagement, { state, facts, noted: (v) => note(work, v) })
  const isOpen = open(gates)
  if (isOpen === (now?.dec !== undefined)) {
    if (!isOpen) recordShut(work, engagement, gates)
    return
  }
  const about = { engagement: engagement.id, guide: engagement.guide, at: facts.now, why: gates }
  if (!isOpen) {
    work.transitions.push({ t: 'withdrawn', decision: now?.dec ?? '', ...about })
    noteDecision(work, engagement, gates)
    if (now) {
      delete now.dec
      delete now.lease
      now.gate = gates.at(-1)?.gate ?? ''
    }
    return
  }
  const nth = (now?.nth ?? 0) + 1
  const dec = contentHash([state.s, engagement.id, nth])
  const { gate: _gate, ...kept } = now ?? { shown: [] }
  state.eng[engagement.id] = { ...kept, dec, nth, since: facts.now }
  work.transitions.push({ t: 'decided', decision: dec, version: engagement.guideVersion, ...about })
}

/** Every decision not to send is kept with its reason, when the reason changes. */
const recordShut = (
  work: PersonWork,
  engagement: EngagementProgram,
  gates: readonly Gate[],
): void => {
  const gate = gates.at(-1)?.gate ?? ''
  const now = own(work.state.eng, engagement.id)
  if (!worthRecording(gates) || now?.gate === gate) return
  work.state.eng[engagement.id] = { nth: 0, since: work.state.clock, shown: [], ...now, gate }
  noteDecision(work, engagement, gates)
  work.transitions.push({
    t: 'suppressed',
    engagement: engagement.id,
    guide: engagement.guide,
    at: work.state.clock,
    why: gates,
  })
}

/** Decides which messages a person may see now. Decisions of engagements that are gone are withdrawn. */
export const settleEngagements = (work: PersonWork): void => {
  const facts = work.view
  const live = new Set<string>()
  for (const engagement of work.program.engagements) {
    live.add(engagement.id)
    settleOne(work, engagement)
  }
  for (const [id, now] of Object.entries(work.state.eng)) {
    if (live.has(id) || now.dec === undefined) continue
    work.transitions.push({
      t: 'withdrawn',
      decision: now.dec,
      engagement: id,
      guide: '',
      at: facts.now,
      why: [no('audience', 'the engagement is published', 'it is not')],
    })
    delete now.dec
    delete now.lease
  }
}
