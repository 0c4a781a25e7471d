/** How a topic forgets: after a time, or by keeping only the newest record of each key. */
export type Retention =
  | { readonly keep: 'time'; readonly ms: number }
  | { readonly keep: 'latest'; readonly lagMs: number }

/** Whether a topic has one partition per slice of the subjects, or a single one. */
export type Spread = 'subjects' | 'one'

interface TopicSpec {
  readonly spread: Spread
  readonly retention: Retention
}

const days = (n: number): number => n * 86_400_000

/** Everything that passes between processes. Nothing else does. */
export const topics = {
  /** What was received, as received; keyed by subject. */
  events: { spread: 'subjects', retention: { keep: 'time', ms: days(7) } },
  /** What one subject owes another; keyed by the target. */
  relay: { spread: 'subjects', retention: { keep: 'time', ms: days(7) } },
  /** Events accepted once, with the person, account and clock they resolved to. */
  facts: { spread: 'subjects', retention: { keep: 'time', ms: days(7) } },
  /** Snapshots with the transitions that led to them; keyed by subject. */
  state: { spread: 'subjects', retention: { keep: 'latest', lagMs: days(3) } },
  /** Milestones, PQLs, guides, endpoints, keys: what people wrote. */
  definitions: { spread: 'one', retention: { keep: 'latest', lagMs: 0 } },
  /** Earlier versions of definitions, the newest so many of each. */
  versions: { spread: 'one', retention: { keep: 'latest', lagMs: 0 } },
  /** Users, sessions, token hashes, sealed secrets, audit. */
  control: { spread: 'one', retention: { keep: 'latest', lagMs: 0 } },
  /** Images that guides show. */
  assets: { spread: 'one', retention: { keep: 'latest', lagMs: 0 } },
  /** Attempts and outcomes of what was sent. */
  deliveries: { spread: 'one', retention: { keep: 'latest', lagMs: 0 } },
  /** Some of what was refused, for people to look at. */
  refusals: { spread: 'one', retention: { keep: 'time', ms: 3_600_000 } },
  /** What a page and the dashboard say while a guide is written, where their windows cannot. */
  authoring: { spread: 'one', retention: { keep: 'time', ms: 3_600_000 } },
  /** What could not be folded: the original bytes and the reason. */
  deadletter: { spread: 'one', retention: { keep: 'time', ms: days(30) } },
} as const satisfies Record<string, TopicSpec>

export type Topic = keyof typeof topics

export const topicNames: readonly Topic[] = Object.keys(topics) as Topic[]
