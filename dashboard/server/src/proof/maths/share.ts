/** How many were counted, and how many of them reached the goal. */
export interface Share {
  readonly people: number
  readonly reached: number
}
