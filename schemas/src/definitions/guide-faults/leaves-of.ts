import type { ContentNode } from '../../wire/content.ts'

/** The nodes, those in columns too. */
export const leavesOf = (nodes: readonly ContentNode[]): readonly ContentNode[] =>
  nodes.flatMap((node) => ('columns' in node ? node.columns.flat() : [node]))
