import {
  type Facts,
  type FlowFact,
  type FlowPart,
  type FlowPlace,
  type HeldFact,
  type KeyFact,
  type LedgerEntry,
  parseSubjectKey,
  type Summary,
  type TraitFact,
  traitSources,
} from '@waymark/schemas'
import { memberTally } from './accounts/member-tally.ts'
import { isHeldOut } from './engagements/arm.ts'
import { own } from './own.ts'
import type { PersonState, SubjectState } from './state.ts'
import { accountAwaited, membersAwaited } from './verdicts/awaited.ts'

/** What rules may read of a subject. One object per fold, its clock moved on, so that evaluating allocates little. */
export interface SubjectFacts extends Facts {
  now: number
  first: number
  key?: KeyFact | undefined
  /** Set when a rule asks for what another subject has not said yet: until when that is waited for. See `decided.ts`. */
  waits: number
  /** Set while it matters on which rules about the account an answer rests: hears of each. See `unheard.ts`. */
  doubt?: ((rule: string) => void) | undefined
  /** Somebody in sales has claimed a lead on it, and nothing has become of it yet. */
  readonly worked: () => boolean
}

const held = (since: number | undefined): HeldFact | undefined =>
  since === undefined ? undefined : { since }

/** Claimed, and neither given back nor closed. */
const isWorked = ({ pql }: SubjectState): boolean =>
  Object.values(pql).some(({ owner, outcome }) => owner !== undefined && outcome === undefined)

const nobody = { is: 0, of: 0 } as const

/** Where it stands in a flow, unless it is held out of it. */
const standsIn = (
  { flows, arms }: SubjectState,
  id: string,
  step: string | undefined,
): FlowFact | undefined => {
  const part = flows && own(flows, id)
  if (!part || isHeldOut(arms && own(arms, `flow/${id}`)?.[1])) return undefined
  const { at, entered } = part.keys ? (oldestPlace(part.keys, step) ?? part) : part
  return at && { step: at.step, since: at.since, entered: entered ?? at.since }
}

/** By when it was come to, and of those of one instant by when the flow was entered. */
const isOlder = (a: FlowPlace, b: FlowPlace): boolean => {
  const by = (a.at?.since ?? 0) - (b.at?.since ?? 0)
  return by < 0 || (by === 0 && (a.entered ?? 0) < (b.entered ?? 0))
}

/** Of several places in a flow the one that was come to first: who asks whether somebody stands there asks about any. */
const oldestPlace = (
  keys: NonNullable<FlowPart['keys']>,
  step: string | undefined,
): FlowPlace | undefined =>
  Object.values(keys)
    .filter(({ at }) => at && (step === undefined || at.step === step))
    .reduce<FlowPlace | undefined>(
      (oldest, place) => (oldest && !isOlder(place, oldest) ? oldest : place),
      undefined,
    )

/** What the person's account has said. What it has not said yet, and is waited for, is noted for whoever asks. */
const askAccount = (facts: SubjectFacts, state: PersonState, rule: string) => {
  const { acc, says } = state
  if (!acc || says.account !== acc.id) return undefined
  facts.doubt?.(rule)
  const said = own(says.rules, rule)
  if (said) return { is: said[0] === 1, since: said[1] }
  facts.waits = Math.max(facts.waits, accountAwaited(state, facts.now))
  return undefined
}

/** A class, for once: it is made at every fold, and a closure for each question would cost more than most answers. */
class StateFacts implements SubjectFacts {
  readonly state: SubjectState
  now: number
  first: number
  waits = 0
  key: KeyFact | undefined = undefined
  doubt: ((rule: string) => void) | undefined = undefined
  private tally: ReturnType<typeof memberTally> | undefined = undefined

  constructor(state: SubjectState) {
    this.state = state
    this.now = state.clock
    this.first = state.first
  }

  summary(leaf: string): Summary | undefined {
    return this.state.leaves[leaf]
  }

  held(condition: string): number | undefined {
    return this.state.held && own(this.state.held, condition)
  }

  trait(name: string): TraitFact | undefined {
    if (name === '$known')
      return parseSubjectKey(this.state.s)?.kind === 'anonymous'
        ? undefined
        : { value: true, since: this.state.first, from: 'server' }
    const entry = own(this.state.traits, name)
    return (
      entry && {
        value: entry[0] as TraitFact['value'],
        since: entry[1],
        from: traitSources[entry[2]],
      }
    )
  }

  worked(): boolean {
    return isWorked(this.state)
  }

  milestone(id: string): HeldFact | undefined {
    return held(own(this.state.mile, id)?.reached)
  }

  pql(id: string): HeldFact | undefined {
    return held(own(this.state.pql, id)?.since)
  }

  segment(id: string): HeldFact | undefined {
    return held(own(this.state.seg, id))
  }

  flow(id: string, step?: string): FlowFact | undefined {
    return standsIn(this.state, id, step)
  }

  lifecycle(): SubjectState['life'] {
    return this.state.life
  }

  message(key: string): LedgerEntry | undefined {
    const { state } = this
    return state.kind === 'person' && state.ledger ? own(state.ledger, key) : undefined
  }

  members(rule: string): { readonly is: number; readonly of: number } {
    const { state } = this
    if (state.kind === 'person') return nobody
    this.tally ??= memberTally(state.members)
    const said = this.tally(rule)
    if (said.waits > 0) this.waits = Math.max(this.waits, membersAwaited(state, this.now))
    return said
  }

  account(rule: string): ReturnType<typeof askAccount> {
    const { state } = this
    return state.kind === 'person' ? askAccount(this, state, rule) : undefined
  }
}

/**
 * The facts of a state. `$known` is the one trait that nobody sends: true for an identified person and for an account.
 */
export const factsOf = (state: SubjectState): SubjectFacts => new StateFacts(state)

/** The facts of the same state as it is by now. Who is a member is counted once for an object, so an account gets a new one. */
export const factsNow = (facts: SubjectFacts, state: SubjectState): SubjectFacts => {
  if (state.kind === 'account') return factsOf(state)
  facts.now = state.clock
  facts.first = state.first
  return facts
}
