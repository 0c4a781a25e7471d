/** People by two questions: did they do it, and did they reach the target? */
export interface TwoByTwo {
  readonly didAndReached: number
  readonly didOnly: number
  readonly reachedOnly: number
  readonly neither: number
}
