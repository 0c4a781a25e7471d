/** Which rows of a long list are worth having in the page. */
export interface RowWindow {
  readonly from: number
  readonly to: number
}

export interface Scrolled {
  /** Where the first row is, seen from the top of the screen, px. */
  readonly top: number
  readonly screen: number
  readonly rowHeight: number
  readonly count: number
}

const spare = 12

/** The rows on screen and some above and below, so that a fast hand meets no blank. */
export const rowWindow = ({ top, screen, rowHeight, count }: Scrolled): RowWindow => {
  if (rowHeight <= 0) return { from: 0, to: Math.min(count, 60) }
  const first = Math.floor(-top / rowHeight) - spare
  const last = Math.ceil((screen - top) / rowHeight) + spare
  const from = Math.max(0, Math.min(first, count))
  return { from, to: Math.max(from, Math.min(last, count)) }
}
