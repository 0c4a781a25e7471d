import type { Guide } from '@waymark/schemas'
import type { Action, ContentNode } from '@waymark/schemas/wire/content'

/** What a guide needs to be there: guides that it starts, milestones that tick its tasks. */
interface NamedByGuide {
  readonly kind: 'guide' | 'milestone'
  readonly id: string
  readonly path: string
}

const started = (id: string | undefined, path: string): readonly NamedByGuide[] =>
  id === undefined ? [] : [{ kind: 'guide', id, path }]

const startedBy = (
  action: Action | readonly Action[] | undefined,
  path: string,
): readonly NamedByGuide[] =>
  [action ?? []].flat().flatMap((one) => ('start' in one ? started(one.start, path) : []))

const startedIn = (nodes: readonly ContentNode[], path: string): readonly NamedByGuide[] =>
  nodes.flatMap((node, i) => {
    const at = `${path}[${i}]`
    if ('button' in node) return startedBy(node.button.action, `${at}.button.action`)
    return 'columns' in node
      ? node.columns.flatMap((column, j) => startedIn(column, `${at}.columns[${j}]`))
      : []
  })

/** A control that starts nothing, and a task that nothing ticks, are mistakes that only people in the app would find. */
export const namesInGuide = (guide: Guide): readonly NamedByGuide[] => [
  ...started(guide.launcher?.start, 'launcher.start'),
  ...started(guide.hotspot?.start, 'hotspot.start'),
  ...(guide.items ?? []).flatMap(({ action }, i) => startedBy(action, `items[${i}].action`)),
  ...(guide.tasks ?? []).flatMap(({ milestone, action }, i): readonly NamedByGuide[] => [
    { kind: 'milestone', id: milestone, path: `tasks[${i}].milestone` },
    ...startedBy(action, `tasks[${i}].action`),
  ]),
  ...guide.steps.flatMap(({ content }, i) => startedIn(content, `steps[${i}].content`)),
]
