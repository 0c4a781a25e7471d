/** Lets through at most `perSecond` items a second, spread over the second, and counts what it saw. */
export interface Sampler {
  /** Whether the next item is shown. */
  readonly take: () => boolean
  /** What went by since the last call; call it once a second. */
  readonly tick: () => { readonly shown: number; readonly of: number }
}

/**
 * Every k-th item, k being what the second before asked for; a burst is cut at the limit. So a viewer sees a fair part of
 * a fast stream, and the counts say how large a part.
 */
export const createSampler = (perSecond: number): Sampler => {
  let every = 1
  let shown = 0
  let of = 0
  return {
    take: () => {
      of++
      if (shown >= perSecond || of % every !== 0) return false
      shown++
      return true
    },
    tick: () => {
      const counted = { shown, of }
      every = Math.max(1, Math.ceil(of / perSecond))
      shown = 0
      of = 0
      return counted
    },
  }
}
