const firstPauseMs = 1000
/** Together they outlast what another tab was granted. */
const most = 6

/**
 * No answer in time is no refusal: asks again without a reload, each time after twice as long; so often in all until
 * the page is loaded anew, however many addresses of it are visited.
 * @returns gives the pause up
 */
export const createAskAgain = () => {
  let asked = 0
  return (ask: () => void): (() => void) => {
    if (asked === most) return () => {}
    const timer = setTimeout(ask, firstPauseMs * 2 ** asked++)
    return () => clearTimeout(timer)
  }
}
