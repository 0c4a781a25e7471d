import type { Tool } from '../tools/tool.ts'

/** Authoring on the live page: loaded in a window that the dashboard has opened and named. */
export const startTool: Tool['startTool'] = ({ version }) => {
  window.opener?.postMessage({ waymark: 'here', version }, '*')
}
