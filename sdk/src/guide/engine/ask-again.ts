const firstPauseMs = 1000
/** With three pauses the last ends after what another tab was granted has lapsed, a minute after. */
const growth = 8
const most = 3

/**
 * No answer in time is no refusal: asks again without a reload, soon after a hiccup, then ever later; so often in all until
 * the page is loaded anew, however many addresses of it are visited.
 * @returns gives the pause up
 */
export const createAskAgain = () => {
  let asked = 0
  return (ask: () => void): (() => void) => {
    if (asked === most) return () => {}
    const timer = setTimeout(ask, firstPauseMs * growth ** asked++)
    return () => clearTimeout(timer)
  }
}
