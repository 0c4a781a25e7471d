import type { Page } from 'playwright-core'

/** Runs in a page, before its own scripts: notes when an element of a guide came and the frame after it was drawn. */
const watchScript = `
  const seen = new MutationObserver(() => {
    if (window.paintedAt !== undefined || !document.querySelector('waymark-guide')) return
    window.paintedAt = null
    requestAnimationFrame(() => setTimeout(() => {
      window.paintedAt = performance.timeOrigin + performance.now()
    }))
  })
  seen.observe(document, { childList: true, subtree: true })`

/** Lets a page note its paints; call before it is opened. */
export const watchPaint = (page: Page): Promise<unknown> => page.addInitScript(watchScript)

/** Forgets what was painted before. */
export const forgetPaint = (page: Page): Promise<unknown> =>
  page.evaluate('window.paintedAt = undefined')

/** When the next guide was on the screen, in ms of the machine's clock. */
export const paintedAt = async (page: Page, withinMs: number): Promise<number> => {
  const found = await page.waitForFunction('window.paintedAt || undefined', undefined, {
    timeout: withinMs,
  })
  return Number(await found.jsonValue())
}
