/** How the element of a guide is found on a page now. Lost: not once since some people missed it. */
export type TargetState = 'found' | 'drifted' | 'sometimes' | 'lost'

/** One guide on one page: what browsers told of its elements in the last two weeks. */
export interface GuideTarget {
  readonly guide: string
  readonly guideName: string
  /** Of the page, without origin and query. */
  readonly path: string
  readonly state: TargetState
  /** People for whom it was painted. */
  readonly found: number
  /** People for whom the element was absent, not sure enough, covered or without size. */
  readonly missed: number
  /** The same since it was last found; and when the first of them missed it. */
  readonly missedSince: number
  readonly since?: number
  readonly lastFound?: number
  /** How sure the match was on average, 0 to 1; of those found in the last two days. */
  readonly score?: number
  /** How often it was painted in the last two days, and how often of these not as recorded. */
  readonly times: number
  readonly drifted: number
  /** What of the element is not as it was recorded, most frequent first: `name`, `within`. */
  readonly drift: readonly string[]
  /** Why they missed it: only of `missing` and `refused` the element was not found; of the others it could not be seen. */
  readonly reasons: readonly { readonly reason: string; readonly people: number }[]
  /** One for each of the last fourteen days (UTC), oldest first: people. */
  readonly days: readonly { readonly found: number; readonly missed: number }[]
}

/** GET /api/guide-targets?env= : worst first. */
export interface GuideTargetList {
  readonly targets: readonly GuideTarget[]
  /** The first of the days. */
  readonly from: number
  readonly asOf: number
}
