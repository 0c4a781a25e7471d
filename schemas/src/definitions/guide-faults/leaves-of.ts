import type { ContentNode, GuideStep } from '../../wire/content.ts'

/** The nodes, those in columns too. */
export const leavesOf = (nodes: readonly ContentNode[]): readonly ContentNode[] =>
  nodes.flatMap((node) => ('columns' in node ? node.columns.flat() : [node]))

/** Does it hold a question? */
export const asks = ({ content }: GuideStep): boolean =>
  leavesOf(content).some((node) => 'question' in node)
