/** Runs when what was drawn now is on the person's screen: in the frame after the next one. Not while the tab is hidden. */
export const afterPaint = (fn: () => void): void => {
  requestAnimationFrame(() => requestAnimationFrame(fn))
}
