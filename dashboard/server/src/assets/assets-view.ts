import type { Logger } from '@waymark/runtime'
import type { StoredAsset } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { createTopicView } from '../log/topic-view.ts'

/** What is known of an image here; its bytes are ingest's to serve. */
export interface KnownAsset extends Omit<StoredAsset, 'data'> {
  readonly bytes: number
}

/** The images of guides, as the topic `assets` has them. */
export interface AssetsView {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly ready: () => boolean
  readonly add: (asset: StoredAsset) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  /** Newest first. */
  readonly list: () => readonly KnownAsset[]
  readonly find: (id: string) => KnownAsset | undefined
}

const knownOf = ({ data, ...asset }: StoredAsset): KnownAsset => ({
  ...asset,
  bytes: Buffer.byteLength(data, 'base64'),
})

export const createAssetsView = (deps: {
  readonly log: EventLog
  readonly logger: Logger
}): AssetsView => {
  const assets = new Map<string, KnownAsset>()
  const view = createTopicView({
    ...deps,
    topic: 'assets',
    apply: ({ key }, value) => {
      if (value === null) assets.delete(key)
      else assets.set(key, knownOf(value as StoredAsset))
    },
    reset: () => assets.clear(),
  })
  return {
    start: view.start,
    stop: view.stop,
    ready: view.ready,
    add: async (asset) => {
      await view.write([{ key: asset.id, value: asset }])
    },
    remove: async (id) => {
      await view.write([{ key: id, value: null }])
    },
    list: () => [...assets.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)),
    find: (id) => assets.get(id),
  }
}
