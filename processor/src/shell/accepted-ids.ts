import { contentHash, type SubjectKey } from '@waymark/schemas'
import type { Cache } from './cache.ts'
import { createRecent } from './recent.ts'

/** Where an event lay first: partition and offset in `events`, and its place in the record. */
export interface SourcePosition {
  readonly partition: number
  readonly offset: number
  readonly index: number
}

/** Which message ids each subject has accepted, and from where. A second sighting from elsewhere is a duplicate. */
export interface AcceptedIds {
  readonly isDuplicate: (subject: SubjectKey, message: string, at: SourcePosition) => boolean
  readonly accept: (subject: SubjectKey, message: string, at: SourcePosition) => void
  /** The event went to the dead letters: when it is replayed from there it is new. */
  readonly forget: (subject: SubjectKey, message: string) => void
}

const textOf = ({ partition, offset, index }: SourcePosition): string =>
  `${partition}.${offset}.${index}`

/** Ids are kept by hash with the whole message id, so that two subjects never share one. */
const keyOf = (subject: SubjectKey, message: string): string =>
  `${contentHash(subject)}/${message.slice(0, 300)}`

export const createAcceptedIds = (cache: Cache, hot: number): AcceptedIds => {
  const recent = createRecent<string, string>(hot, cache.flushed)
  return {
    isDuplicate: (subject, message, at) => {
      const key = keyOf(subject, message)
      const first = recent.get(key) ?? cache.seen(key)
      return first !== undefined && first !== textOf(at)
    },
    accept: (subject, message, at) => {
      const key = keyOf(subject, message)
      const position = textOf(at)
      recent.set(key, position)
      cache.see(key, position)
    },
    forget: (subject, message) => {
      const key = keyOf(subject, message)
      recent.delete(key)
      cache.forget(key)
    },
  }
}
