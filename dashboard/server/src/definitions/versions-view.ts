import type { Logger } from '@waymark/runtime'
import { keptVersions, type StoredVersion, versionKey } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { createTopicView } from '../log/topic-view.ts'

/** Which definition. */
export type VersionsOf = Pick<StoredVersion, 'env' | 'kind' | 'id'>

/** Definitions as they were written once, as the topic `versions` has them. */
export interface VersionsView {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly ready: () => boolean
  readonly keep: (versions: readonly StoredVersion[]) => Promise<void>
  readonly has: (version: VersionsOf & Pick<StoredVersion, 'version'>) => boolean
  /** What is kept of a definition, newest first. */
  readonly list: (of: VersionsOf) => readonly StoredVersion[]
  /** What a deleted definition was last. */
  readonly last: (of: VersionsOf) => StoredVersion | undefined
}

/** As bytes: parsed, what is hardly ever read would take several times the memory. */
interface Held {
  readonly version: number
  readonly bytes: Buffer
}

const read = ({ bytes }: Held): StoredVersion => JSON.parse(bytes.toString('utf8'))

const slots = Array.from({ length: keptVersions }, (_, slot) => slot)

/** Follows the topic `versions` into memory. */
export const createVersionsView = (deps: {
  readonly log: EventLog
  readonly logger: Logger
}): VersionsView => {
  const held = new Map<string, Held>()
  const view = createTopicView({
    ...deps,
    topic: 'versions',
    reset: () => held.clear(),
    apply: ({ key, value: bytes }, value) => {
      if (value === null || bytes === null) held.delete(key)
      else held.set(key, { version: (value as StoredVersion).version, bytes: Buffer.from(bytes) })
    },
  })
  const newestFirst = (of: VersionsOf): readonly Held[] =>
    slots
      .flatMap((slot) => held.get(versionKey({ ...of, version: slot })) ?? [])
      .toSorted((a, b) => b.version - a.version)
  return {
    start: view.start,
    stop: view.stop,
    ready: view.ready,
    keep: async (versions) => {
      await view.write(versions.map((version) => ({ key: versionKey(version), value: version })))
    },
    has: (version) => held.get(versionKey(version))?.version === version.version,
    list: (of) => newestFirst(of).map(read),
    last: (of) => {
      for (const one of newestFirst(of)) {
        const version = read(one)
        if (version.definition) return version
      }
      return undefined
    },
  }
}
