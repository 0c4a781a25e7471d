import type { Waymark } from './api.ts'
import { version } from './version.ts'

const nothing = () => {}

/** A Waymark that does nothing: on a server, or where the page gave no key. */
export const inertWaymark = (key: string): Waymark => ({
  version,
  key,
  track: nothing,
  page: nothing,
  identify: nothing,
  group: nothing,
  reset: nothing,
  alias: nothing,
  consent: nothing,
  on: () => nothing,
  off: nothing,
  guides: {
    list: () => [],
    show: async () => false,
    decide: async () => [],
    register: nothing,
  },
  stop: nothing,
})
