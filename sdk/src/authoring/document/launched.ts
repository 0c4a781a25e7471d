import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { GuideStep, GuideType } from '@waymark/schemas/wire/content'
import { put } from './change.ts'

export type Launcher = NonNullable<GuideDraft['launcher']>
/** Something that a resource centre leads to. */
export type CentreItem = NonNullable<GuideDraft['items']>[number]

const launched: readonly GuideType[] = ['feed', 'resource-centre', 'launcher']

/** Is it a button, or behind one? Such a guide stands in a corner, or in the one element that it points at. */
export const isLaunched = ({ type }: Pick<GuideDraft, 'type'>): boolean => launched.includes(type)

/** The button of a guide that becomes one of such a kind: a launcher has to be seen, and only a launcher opens another guide. */
export const launcherFor = ({ launcher }: GuideDraft, type: GuideType): Launcher => {
  if (!launcher) return type === 'feed' ? { label: 'What is new', icon: 'bell' } : { label: 'Help' }
  if (type !== 'launcher') return put(launcher, 'start', undefined)
  return launcher.look === 'none' ? put(launcher, 'look', undefined) : launcher
}

export const newItem: CentreItem = { label: 'Documentation', action: { open: '/' } }

/** As ingest serves it: what is a button alone has no step, but a browser draws steps; a launcher that has a target stands in it. */
export const servedSteps = ({
  steps,
  launcher,
  target,
}: Pick<GuideDraft, 'steps' | 'launcher' | 'target'>): readonly GuideStep[] => {
  const [first = { content: [] }, ...others] = steps
  return [launcher && target ? { ...first, layout: 'inline' } : first, ...others]
}

/** The step that is written; of a button alone, the one that it is served as. */
export const stepAt = (guide: GuideDraft, at: number): GuideStep | undefined =>
  guide.steps[at] ?? (isLaunched(guide) ? servedSteps({ ...guide, steps: [] })[0] : undefined)
