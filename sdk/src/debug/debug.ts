import type { Tool } from '../tools/tool.ts'

/** Shows what was decided for this person, and what became of it in this page. */
export const startTool: Tool['startTool'] = ({ report }) => report('debug', 'not built')
