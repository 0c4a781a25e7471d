import type { EventItem } from '@waymark/schemas/api/events'
import { isolate } from './isolate.ts'
import { fromId } from './names.ts'
import type { NameOf } from './say-sender.ts'

/** What Waymark's own events say of a guide. */
const guideSays: Readonly<Record<string, string>> = {
  $guide_armed: 'was made ready',
  $guide_rendered: 'was shown',
  $guide_seen: 'was seen',
  $guide_clicked: 'was clicked',
  $guide_dismissed: 'was dismissed',
  $guide_completed: 'was completed',
  $guide_snoozed: 'was snoozed',
  $guide_answered: 'was answered',
  $guide_released: 'was not shown after all',
  $guide_left: 'was left with its page',
  $guide_missed: 'found no place on the page',
}

type Told = Pick<EventItem, 'type' | 'event' | 'properties'>

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? isolate(value) : undefined

/** Events that Waymark records itself, in words; those that it does not know yet keep their names. */
const sayOwn = ({ event, properties }: Told, name: NameOf): string | undefined => {
  const control = text(properties.text) ?? text(properties.wm)
  if (event === '$click') return control ? `Clicked “${control}”` : 'Clicked something'
  if (event === '$sdk_error') return 'Waymark had a fault in the page'
  if (!Object.hasOwn(guideSays, event)) return undefined
  const guide = text(properties.guide)
  return `${guide ? `“${name('guide', guide)}”` : 'A guide'} ${guideSays[event]}`
}

/** Where no names are at hand. */
const madeUp: NameOf = (_kind, id) => fromId(id)

/** `Viewed /pricing`, `Identified`, `Product Created`. */
export const sayEvent = (told: Told, name = madeUp): string => {
  const { type, event, properties } = told
  if (type === 'page')
    return `Viewed ${text(properties.path) ?? text(properties.url) ?? text(event) ?? 'a page'}`
  if (type === 'screen') return `Viewed ${text(event) ?? 'a screen'}`
  if (type === 'identify') return 'Identified'
  if (type === 'group') return 'Joined an account'
  if (type === 'alias') return 'Linked two ids'
  return sayOwn(told, name) ?? text(event) ?? type
}
