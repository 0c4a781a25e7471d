import { type ToolName, windowMark } from './tool.ts'

/** The name of a window whose pages are debugged: a look at one page goes on at the next. */
export const debugWindow = `${windowMark}debug`

/** In an address: write here, though no window can be reached. */
const authoringMark = /[?#&]wm_author\b/

/**
 * Which tool the marks of a page ask for. Whoever opened the window for authoring wins over what an address says.
 *
 * @param windowName `window.name`
 * @param url of the page
 */
export const wantedTool = (windowName: string, url: string): ToolName =>
  authoringMark.test(url) || (windowName.startsWith(windowMark) && windowName !== debugWindow)
    ? 'authoring'
    : 'debug'
