import type { Action, ContentNode, GuideContent } from '@waymark/schemas/wire/content'
import { doers } from '../engine/actions.ts'
import { isFileUrl, isSafeUrl } from './urls.ts'

export type ContentProblem =
  | { readonly kind: 'guide_unknown_node'; readonly what: string }
  | { readonly kind: 'guide_content'; readonly what: string }

/**
 * Can this release show all of the guide? One node or action that it does not know, or one address that it does not allow, and
 * the whole guide is skipped: half a guide misleads.
 */
export const problemIn = (
  content: GuideContent,
  types: readonly string[],
): ContentProblem | undefined => {
  if (content.v !== 1 || !types.includes(content.type)) return unknown(`type ${content.type}`)
  if (content.steps.length === 0) return { kind: 'guide_content', what: 'no steps' }
  for (const step of content.steps) {
    if (step.kind && !types.includes(step.kind)) return unknown(`type ${step.kind}`)
    const problem = problemOfNodes(step.content)
    if (problem) return problem
  }
  return undefined
}

const problemOfNodes = (nodes: readonly ContentNode[]): ContentProblem | undefined => {
  for (const node of nodes) {
    const problem = problemOfNode(node)
    if (problem) return problem
  }
  return undefined
}

type CheckNode = {
  readonly [kind in KindOf<ContentNode>]: (
    node: Extract<ContentNode, { [key in kind]: unknown }>,
  ) => ContentProblem | undefined
}
type KindOf<T> = T extends unknown ? Exclude<keyof T, 'ordered'> : never

const badUrl = (url: string): ContentProblem => ({
  kind: 'guide_content',
  what: `address ${url.slice(0, 80)}`,
})
const unknown = (what: string): ContentProblem => ({ kind: 'guide_unknown_node', what })
const checkLink = (url: string): ContentProblem | undefined =>
  isSafeUrl(url) ? undefined : badUrl(url)

const checkFiles = (urls: readonly string[]): ContentProblem | undefined => {
  const bad = urls.find((url) => !isFileUrl(url))
  return bad === undefined ? undefined : badUrl(bad)
}

const checks: CheckNode = {
  heading: () => undefined,
  text: ({ text }) => {
    const runs = Array.isArray(text) ? text : []
    const bad = runs.find((run) => run.link !== undefined && !isSafeUrl(run.link))
    return bad && badUrl(bad.link)
  },
  image: ({ image }) => checkFiles([image.src]),
  video: ({ video: { src, poster = src, captions = [] } }) =>
    checkFiles([src, poster, ...captions.map((track) => track.src)]),
  input: () => undefined,
  columns: ({ columns }) => problemOfNodes(columns.flat()),
  progress: () => undefined,
  question: () => undefined,
  button: ({ button }) => {
    for (const action of actionsOf(button.action)) {
      const problem = problemOfAction(action)
      if (problem) return problem
    }
    return undefined
  },
  link: ({ link }) => checkLink(link.url),
  list: () => undefined,
}

const problemOfNode = (node: ContentNode): ContentProblem | undefined => {
  const kinds = Object.keys(node).filter((key) => key !== 'ordered')
  const [kind] = kinds
  if (kind === undefined || kinds.length > 1 || !Object.hasOwn(checks, kind)) {
    return unknown(`node ${kinds.join()}`)
  }
  const check = checks[kind as keyof CheckNode] as (node: ContentNode) => ContentProblem | undefined
  return check(node)
}

const problemOfAction = (action: Action): ContentProblem | undefined => {
  const [kind] = Object.keys(action).filter((key) => key !== 'in')
  if (kind === undefined || !Object.hasOwn(doers, kind)) return unknown(`action ${kind}`)
  return 'open' in action ? checkLink(action.open) : undefined
}

/** One action or several, as a list. */
export const actionsOf = (action: Action | readonly Action[]): readonly Action[] =>
  isList(action) ? action : [action]

const isList = (action: Action | readonly Action[]): action is readonly Action[] =>
  Array.isArray(action)
