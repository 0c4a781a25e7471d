import type { Decision, OverDecisions } from '@waymark/schemas/wire/messages'
import type { GuideHost, ListedGuide } from '../../guide-contract.ts'
import type { Shelf } from '../kinds/shelf.ts'
import type { Slot } from './slot.ts'
import type { Seeker } from './targets/seek.ts'
import type { UnderWay } from './under-way.ts'

export interface RunPorts {
  readonly host: GuideHost
  readonly seeker: Seeker
  readonly slot: Slot
  readonly shelf: Shelf
  readonly startGuide: (guide: string) => void
  readonly makeRoomFor: (run: Run) => void
}

/** The life of one decision in this page. */
export interface Run {
  readonly decision: Decision
  readonly state: ListedGuide['state']
  /** Somebody is in the middle of it. */
  readonly isUnderWay: boolean
  /** The page is at this URL now. */
  visit(url: string): void
  /** The page goes: nobody waits for what is on it. */
  leave(): void
  /** The page came back from the back-forward cache: what was armed is armed anew. */
  restore(): void
  /** What its card shows may have changed. */
  refresh(): void
  /** Shows it now, whatever its trigger; on this page only. */
  force(): void
  /** Makes room for one that the page asked for; goes on later where it was. */
  stepAside(): void
  /**
   * The server takes the decision back; true when nothing is left of it here. What is on the screen goes only where it says `over`;
   * once its goal is met, whoever is in the middle of it may come to its end.
   */
  withdraw(over: OverDecisions[string] | undefined): boolean
  /** What lies there folded goes, for a newer version of it to go on; undefined where it stays. */
  handOver(): UnderWay | undefined
  /** Gone before the next paint, without a word. */
  drop(): void
}
