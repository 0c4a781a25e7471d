import type { Tool } from '../src/tools/tool.ts'

/** A tool as small as can be: tells a test which file it came from and for whom it was started. */
export const startTool: Tool['startTool'] = (link) => {
  const [, name = ''] = /\/(tools-[a-z]+)-/.exec(import.meta.url) ?? []
  document.documentElement.dataset.tool = `${name} for ${link.kept.identity.person().userId}`
}
