import { setTimeout as pause } from 'node:timers/promises'
import type { EventItem } from '@waymark/schemas/api/events'
import type { Api } from '../instance/api.ts'
import type { EventFilter } from './event-filter.ts'
import { readPages } from './read-pages.ts'

const everyMs = 500
/** How many of the newest events are remembered as printed. */
const remembered = 200_000

/** Which events were printed: the newest ones, so that memory stays bounded. */
export const createPrinted = () => {
  const ids = new Set<string>()
  return {
    /** True the first time. */
    isNew: ({ person, messageId }: EventItem): boolean => {
      const id = `${person}\n${messageId}`
      if (ids.has(id)) return false
      ids.add(id)
      if (ids.size > remembered) for (const oldest of ids) return ids.delete(oldest)
      return true
    },
  }
}

export type Printed = ReturnType<typeof createPrinted>

/** The events that are new since the last look, oldest first. Pages back until a page brings nothing new. */
const newEvents = async (
  api: Api,
  filter: EventFilter,
  { printed, since }: { readonly printed: Printed; readonly since: number },
): Promise<readonly EventItem[]> => {
  const found: EventItem[] = []
  for await (const page of readPages(api, filter)) {
    const fresh = page.filter((event) => event.received >= since && printed.isNew(event))
    found.push(...fresh)
    if (fresh.length === 0) break
  }
  return found.reverse()
}

/** Goes on printing what is stored, until the process is ended. */
export const followEvents = async (
  api: Api,
  filter: EventFilter,
  {
    printed,
    since,
    print,
  }: {
    readonly printed: Printed
    readonly since: number
    readonly print: (event: EventItem) => Promise<void>
  },
): Promise<never> => {
  for (;;) {
    for (const event of await newEvents(api, filter, { printed, since })) await print(event)
    await pause(everyMs)
  }
}
