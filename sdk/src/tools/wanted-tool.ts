import type { ToolName } from './tool.ts'

/** The name of a window whose pages are debugged: a look at one page goes on at the next. */
export const debugWindow = 'waymark:debug'

/**
 * Whether the name of this window, which stays with it from page to page, or the address of this page asks for such a tool:
 * `waymark:authoring`, `#wm_author`.
 *
 * @param tool its beginning, as a pattern
 */
export const isMarkedFor = (tool: string): boolean =>
  new RegExp(`(^waymark:|[?#&]wm_)${tool}`).test(`${window.name} ${location.href}`)

/** An author is at work in this page, and no visitor. */
export const isAuthored = (): boolean => isMarkedFor('author')

/** Which tool a marked page asks for. Whoever opened the window for authoring wins over what an address says. */
export const wantedTool = (): ToolName => (isAuthored() ? 'authoring' : 'debug')
