/** What came of one attempt. */
export type Outcome =
  | { readonly t: 'delivered'; readonly httpStatus?: number }
  /** `afterMs`: the receiver asked for at least this long. */
  | {
      readonly t: 'retry'
      readonly reason: string
      readonly httpStatus?: number
      readonly afterMs?: number
      /** It is about this one recipient: the way to the others is not in question. */
      readonly recipient?: true
    }
  /** Trying again would not help. */
  | {
      readonly t: 'dead'
      readonly reason: string
      readonly httpStatus?: number
      /** The address takes nothing, now or later. */
      readonly bounced?: true
    }
  /** Nothing was tried, on purpose. */
  | { readonly t: 'dropped'; readonly reason: string; readonly httpStatus?: never }
