import type { Tool, ToolLink, ToolName } from './tool.ts'
import { wantedTool } from './wanted-tool.ts'

export type ToolLoaders = { readonly [name in ToolName]: () => Promise<Tool> }

/** Starts the one that this window asks for; a tool that cannot be had is reported, and the page goes on. */
export const startWantedTool = (link: ToolLink, loaders: ToolLoaders): void => {
  loaders[wantedTool()]()
    .then((tool) => tool.startTool(link))
    .catch((error) => link.report('tool', error))
}
