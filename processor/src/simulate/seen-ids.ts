import { limits } from '@waymark/schemas'
import type { AcceptedIds } from '../shell/accepted-ids.ts'

const window = limits.duplicateWindowMs

/** Message ids in memory, for as long as they count: in two generations, of which the older one is forgotten as a whole. */
export const createSeenIds = (now: () => number): AcceptedIds => {
  let young = new Map<string, number>()
  let old = new Map<string, number>()
  let turned = Number.NEGATIVE_INFINITY
  const turn = (): void => {
    if (now() - turned < window) return
    old = young
    young = new Map()
    turned = now()
  }
  const keyOf = (subject: string, message: string): string => `${subject}\n${message}`
  const nothing = (): void => undefined
  return {
    isDuplicate: (subject, message) => {
      const key = keyOf(subject, message)
      const at = young.get(key) ?? old.get(key)
      return at !== undefined && now() - at < window
    },
    accept: (subject, message) => {
      turn()
      young.set(keyOf(subject, message), now())
    },
    forget: (subject, message) => {
      young.delete(keyOf(subject, message))
      old.delete(keyOf(subject, message))
    },
    save: nothing,
    tidy: nothing,
  }
}
