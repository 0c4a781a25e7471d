import type { ContentNode } from '@waymark/schemas/wire/content'
import { type Change, changeContent } from './change.ts'

/** A line of a step: a node, or one item of a list or choice of a question. */
export interface Line {
  readonly node: number
  readonly item?: number
}

/** An empty line below this one: another item in a list, another paragraph elsewhere. */
export const addLine = (step: number, { node, item = 0 }: Line): Change =>
  changeContent(step, (content) =>
    content.flatMap((each, at): readonly ContentNode[] => {
      if (at !== node) return [each]
      if (!('list' in each)) return [each, { text: '' }]
      const { list } = each
      return [{ ...each, list: [...list.slice(0, item + 1), '', ...list.slice(item + 1)] }]
    }),
  )

const without = (node: ContentNode, item: number | undefined): readonly ContentNode[] => {
  if ('list' in node && node.list.length > 1) {
    return [{ ...node, list: node.list.filter((_, at) => at !== item) }]
  }
  if ('question' in node && item !== undefined) {
    const choices = node.question.choices ?? []
    const left = choices.length > 2 ? choices.filter((_, at) => at !== item) : choices
    return [{ question: { ...node.question, choices: left } }]
  }
  return []
}

/** Takes a line away; the last of a step stays, and a question keeps two choices. */
export const removeLine = (step: number, { node, item }: Line): Change =>
  changeContent(step, (content) => {
    const left = content.flatMap((each, at) => (at === node ? without(each, item) : [each]))
    return left.length > 0 ? left : content
  })
