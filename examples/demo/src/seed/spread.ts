/** A share that is spread evenly over a list: whether the one at this place is among it. */
export const isChosen = (nth: number, share: number): boolean =>
  Math.floor((nth + 1) * share) > Math.floor(nth * share)
