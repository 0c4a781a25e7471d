import { type ToolName, windowMark } from './tool.ts'

/** The name of a window whose pages are debugged: a look at one page goes on at the next. */
export const debugWindow = `${windowMark}debug`

/**
 * Which tool the marks of a page ask for. Whoever opened the window for authoring wins over what an address says.
 *
 * @param windowName `window.name`
 */
export const wantedTool = (windowName: string): ToolName =>
  windowName.startsWith(windowMark) && windowName !== debugWindow ? 'authoring' : 'debug'
