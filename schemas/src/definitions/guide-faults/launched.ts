import type { GuideType } from '../../wire/content.ts'
import type { Fault } from '../fault.ts'
import type { GuideBody } from '../guide-fields.ts'
import { walks } from './walks.ts'

const launched: readonly GuideType[] = ['feed', 'resource-centre', 'launcher']

/** Is it a button, or behind one? */
export const hasLauncher = (type: GuideType): boolean => launched.includes(type)

/** What buttons, and what lies behind them, have; and what of it others have not. */
export const faultsOfLaunched = (guide: GuideBody): readonly Fault[] => [
  ...faultsOfParts(guide),
  ...(guide.items ?? []).flatMap(({ action }, at) =>
    walks(action)
      ? [{ path: ['items', at, 'action'], message: 'there is no step to go to from a list' }]
      : [],
  ),
]

const faultsOfParts = ({ type, launcher, items, steps }: GuideBody): readonly Fault[] =>
  [
    launcher && !hasLauncher(type) && { path: ['launcher'], message: `a ${type} has no launcher` },
    !launcher &&
      hasLauncher(type) && {
        path: ['launcher'],
        message: `a ${type} needs a launcher, at least with a label`,
      },
    items && type !== 'resource-centre' && { path: ['items'], message: `a ${type} has no items` },
    !items &&
      type === 'resource-centre' && { path: ['items'], message: 'a resource centre needs items' },
    type === 'launcher' &&
      !launcher?.start && {
        path: ['launcher', 'start'],
        message: 'is missing: the id of the guide that it opens',
      },
    type === 'launcher' &&
      launcher?.look === 'none' && {
        path: ['launcher', 'look'],
        message: 'a launcher has to be seen',
      },
    launcher?.start !== undefined &&
      type !== 'launcher' && { path: ['launcher', 'start'], message: `a ${type} opens itself` },
    type === 'launcher' && steps.length > 0 && { path: ['steps'], message: 'a launcher has none' },
    type === 'resource-centre' && steps.length > 1 && { path: ['steps'], message: 'at most one' },
  ].filter((fault) => typeof fault === 'object')
