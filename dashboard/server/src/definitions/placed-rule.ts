import type { Level, Rule } from '@waymark/schemas'

interface Place {
  readonly level: Level
  readonly path: string
  /** What the author reads: "reached when", "audience". */
  readonly label: string
  /** Only what servers said counts. */
  readonly verified?: boolean | undefined
  /** Of a flow with a key, where events about the same key may be asked for. */
  readonly flowKey?: string | undefined
}

/** A rule of a definition: where it stands and about whom it is. */
export interface PlacedRule extends Place {
  readonly rule: Rule
}

export const placed = (rule: Rule | undefined, place: Place): readonly PlacedRule[] =>
  rule ? [{ rule, ...place }] : []

/** What a definition names, and where it does. */
export interface Named {
  readonly kind: 'guide' | 'milestone' | 'email' | 'endpoint'
  readonly id: string
  readonly path: string
}
