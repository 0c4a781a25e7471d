/** The lists of what waits for a human, leads and tasks alike. `mine` is a part of `open`. */
export const workViews = ['open', 'mine', 'snoozed', 'done'] as const

export type WorkView = (typeof workViews)[number]

/** How many there are in each list. */
export type WorkCounts = { readonly [View in WorkView]: number }

/** What was done, oldest first. */
export type WorkHistory = readonly { readonly at: number; readonly says: string }[]

/** What is answered to a deed that was written down: whether it counts is known once it is folded. */
export interface WorkNoted {
  readonly says: string
}
