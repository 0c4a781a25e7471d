import { normalAddress, type StoredSuppression, suppressionKey } from '@waymark/schemas'

/** Addresses that get no more e-mail, by environment and address. */
export interface SuppressionList {
  readonly put: (entry: StoredSuppression) => void
  readonly remove: (key: string) => void
  readonly clear: () => void
  readonly list: (env: string) => readonly StoredSuppression[]
  readonly of: (env: string, address: string) => readonly StoredSuppression[]
}

/** No address has a space. */
const placeOf = (env: string, address: string): string => `${env} ${normalAddress(address)}`

export const createSuppressionList = (): SuppressionList => {
  const entries = new Map<string, StoredSuppression>()
  const places = new Map<string, Set<string>>()
  return {
    put: (entry) => {
      const key = suppressionKey(entry)
      entries.set(key, entry)
      const place = placeOf(entry.env, entry.address)
      const keys = places.get(place)
      if (keys) keys.add(key)
      else places.set(place, new Set([key]))
    },
    remove: (key) => {
      const entry = entries.get(key)
      if (!entry) return
      entries.delete(key)
      const place = placeOf(entry.env, entry.address)
      const keys = places.get(place)
      keys?.delete(key)
      if (keys?.size === 0) places.delete(place)
    },
    clear: () => {
      entries.clear()
      places.clear()
    },
    list: (env) => [...entries.values()].filter((entry) => entry.env === env),
    of: (env, address) =>
      [...(places.get(placeOf(env, address)) ?? [])].flatMap((key) => entries.get(key) ?? []),
  }
}
