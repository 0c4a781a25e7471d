import type { EventItem } from '@waymark/schemas'

type Told = Pick<EventItem, 'type' | 'event' | 'properties'>

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** `Viewed /pricing`, `Identified`, `Product Created`. */
export const sayEvent = ({ type, event, properties }: Told): string => {
  if (type === 'page')
    return `Viewed ${text(properties.path) ?? text(properties.url) ?? (event || 'a page')}`
  if (type === 'screen') return `Viewed ${event || 'a screen'}`
  if (type === 'identify') return 'Identified'
  if (type === 'group') return 'Joined an account'
  if (type === 'alias') return 'Linked two ids'
  return event || type
}
