import type { EventItem, EventList } from '@waymark/schemas/api/events'
import type { Api } from '../instance/api.ts'
import type { EventFilter } from './event-filter.ts'

const pageSize = 1000

/** The stored events of a running instance, newest first, a page at a time; `limit` ends it early. */
export async function* readPages(
  api: Api,
  filter: EventFilter,
  limit: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly EventItem[]> {
  let before: number | undefined
  for (let read = 0; read < limit; ) {
    const size = Math.min(pageSize, limit - read)
    const list = await api.get<EventList>('/api/events', { ...filter, before, limit: size })
    if (list.events.length > 0) yield list.events
    read += list.events.length
    before = list.before
    if (before === undefined) return
  }
}
