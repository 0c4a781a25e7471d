import type { Did, GuideNumbersItem, GuideWay } from '@waymark/schemas/api/guide-numbers'
import { sayCount, sayNumber, sayShare } from '../../words/number.ts'

/** It stands folded until somebody opens it: of these, to click is mostly to open. */
const folds: ReadonlySet<string> = new Set([
  ...['hotspot', 'checklist', 'feed', 'resource-centre', 'launcher'],
])

/** `41% clicked, 12% completed`; what nobody did is left out. */
const sayDeeds = ({ type, shown, clicked, completed }: GuideNumbersItem): string => {
  const words = folds.has(type) ? 'opened or clicked' : 'clicked'
  const said = [
    ...(clicked.people > 0 ? [`${sayShare(clicked.people, shown.people)} ${words}`] : []),
    ...(completed.people > 0 ? [`${sayShare(completed.people, shown.people)} completed it`] : []),
  ]
  return said.join(', ') || 'nobody clicked or completed it'
}

/** `Shown to 132 people in 30 days: 41% clicked, 12% completed it.` */
export const sayFigures = (item: GuideNumbersItem): string =>
  item.shown.people === 0
    ? 'Shown to nobody in 30 days.'
    : `Shown to ${sayCount(item.shown.people, 'person', 'people')} in 30 days: ${sayDeeds(item)}.`

/** `24 people, 31 times` */
export const sayDid = ({ people, times }: Did): string =>
  `${sayCount(people, 'person', 'people')}, ${sayCount(times, 'time', 'times')}`

/** What every guide has, in words. */
const ownParts: { readonly [by: string]: string } = {
  close: 'Close button',
  escape: 'Escape key',
  target: 'The element it points at',
  open: 'Its button, to open it',
  next: 'Next',
  back: 'Back',
  skip: 'Last step found no place',
  complete: 'Done',
}

/** By what it was clicked or left: a label as it is written, or a part that every guide has. */
export const sayBy = ({ by, source }: GuideWay): string =>
  source === 'own' ? (ownParts[by] ?? by) : by

const deeds = { clicked: 'clicked', dismissed: 'closed it', completed: 'completed it' } as const

export const sayDeed = ({ deed }: GuideWay): string => deeds[deed]

/** From one step to the next. With branches more can come than were at the step before: then there is no such share. */
export const sayFromBefore = (reached: number, before: number | undefined): string | undefined =>
  before === undefined || before === 0 || reached > before
    ? undefined
    : `${sayShare(reached, before)} of the step before`

/** `12 stopped here` */
export const sayStopped = (stopped: number): string =>
  stopped === 0 ? 'nobody stopped here' : `${sayNumber(stopped)} stopped here`
