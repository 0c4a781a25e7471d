import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { ContentNode, GuideStep } from '@waymark/schemas/wire/content'

/** A guide after something was done to it; the one before stays as it was. */
export type Change = (guide: GuideDraft) => GuideDraft

/** With the value, or without the field where there is none: what says nothing is not written down. */
export const put = <T extends object, K extends keyof T>(
  thing: T,
  key: K,
  value: T[K] | undefined,
): T => {
  const { [key]: _, ...rest } = thing
  return (value === undefined ? rest : { ...rest, [key]: value }) as T
}

/** With another in this place. */
export const replaced = <T>(list: readonly T[], at: number, change: (item: T) => T): readonly T[] =>
  list.map((item, index) => (index === at ? change(item) : item))

/** In another place of the list; as it was where there is no such place. */
export const moved = <T>(list: readonly T[], from: number, to: number): readonly T[] => {
  const item = list[from]
  if (item === undefined || to < 0 || to >= list.length) return list
  const rest = list.filter((_, at) => at !== from)
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}

export const changeStep =
  (at: number, change: (step: GuideStep) => GuideStep): Change =>
  (guide) => ({ ...guide, steps: replaced(guide.steps, at, change) })

export const changeContent = (
  at: number,
  change: (content: readonly ContentNode[]) => readonly ContentNode[],
): Change => changeStep(at, (step) => ({ ...step, content: change(step.content) }))

export const changeNode = (
  at: number,
  node: number,
  change: (node: ContentNode) => ContentNode,
): Change => changeContent(at, (content) => replaced(content, node, change))
