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
  const last = { subject: '', message: '', key: '\n' }
  /** Who asks whether an id is new accepts it next: its key is made once. */
  const keyOf = (subject: string, message: string): string => {
    if (subject === last.subject && message === last.message) return last.key
    last.subject = subject
    last.message = message
    last.key = `${subject}\n${message}`
    return last.key
  }
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
