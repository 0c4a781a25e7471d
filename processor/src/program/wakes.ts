import { type Evaluate, type Facts, until, type Verdict } from '@waymark/schemas'

/** What somebody must have before something may become of a rule. */
export interface Wakes {
  readonly leaves: ReadonlySet<string>
  readonly traits: ReadonlySet<string>
  readonly milestones: ReadonlySet<string>
  readonly segments: ReadonlySet<string>
  readonly pqls: ReadonlySet<string>
}

interface Watched {
  readonly wakes: Wakes
  readonly says: Verdict
  /** It read what everybody has. */
  readonly readsMore: boolean
}

/** Asks a rule about nobody at an instant, and watches what it reads. */
const ask = (rule: Evaluate, now: number): Watched => {
  const leaves = new Set<string>()
  const traits = new Set<string>()
  const milestones = new Set<string>()
  const segments = new Set<string>()
  const pqls = new Set<string>()
  let readsMore = false
  const absent = (read: Set<string>) => (name: string) => {
    read.add(name)
    return undefined
  }
  const more = (): undefined => {
    readsMore = true
    return undefined
  }
  const nobody: Facts = {
    now,
    get first() {
      readsMore = true
      return now
    },
    summary: absent(leaves),
    trait: (name) => (name === '$known' ? more() : absent(traits)(name)),
    milestone: absent(milestones),
    segment: absent(segments),
    pql: absent(pqls),
    held: more,
    flow: more,
    message: more,
    account: more,
    lifecycle: () => {
      readsMore = true
      return { state: 'visitor', since: now, history: [] }
    },
    members: () => {
      readsMore = true
      return { is: 0, of: 0 }
    },
  }
  const says = rule(nobody)
  return { wakes: { leaves, traits, milestones, segments, pqls }, says, readsMore }
}

const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...a, ...b])

const together = (a: Wakes, b: Wakes): Wakes => ({
  leaves: both(a.leaves, b.leaves),
  traits: both(a.traits, b.traits),
  milestones: both(a.milestones, b.milestones),
  segments: both(a.segments, b.segments),
  pqls: both(a.pqls, b.pqls),
})

const nothing: Wakes = {
  leaves: new Set(),
  traits: new Set(),
  milestones: new Set(),
  segments: new Set(),
  pqls: new Set(),
}

/** Two instants far apart: what is false for good at both does not hang on the time of day. */
const instants = [0, Date.UTC(2026, 0, 1, 12)] as const

const holdsForNobody = ({ says, readsMore }: Watched): boolean =>
  says < 0 && until(says) === Number.POSITIVE_INFINITY && !readsMore

/**
 * What wakes rules: as long as somebody has nothing of it, none of them holds, and time alone does not change that. Found by
 * asking them about nobody: a rule that read only what is absent reads the same of everybody who has none of it, and says the
 * same. `undefined` where one of them may hold of anybody.
 */
export const wakesOf = (rules: readonly Evaluate[]): Wakes | undefined => {
  let wakes = nothing
  for (const rule of rules)
    for (const now of instants) {
      const watched = ask(rule, now)
      if (!holdsForNobody(watched)) return undefined
      wakes = together(wakes, watched.wakes)
    }
  return wakes
}
