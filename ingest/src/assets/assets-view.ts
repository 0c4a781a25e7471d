import { type ImageType, type StoredAsset, sniffImage } from '@waymark/schemas'
import type { LogBatch, LogRecord } from '@waymark/storage'

export interface ServedAsset {
  readonly type: ImageType
  readonly bytes: Buffer
}

/** The images that guides show, in memory; the topic `assets` is its only source. */
export interface AssetsView {
  readonly apply: (batch: LogBatch) => void
  readonly get: (id: string) => ServedAsset | undefined
}

interface ViewDeps {
  /** Told of a record that cannot be read; the others go on. */
  readonly onUnreadable: (record: LogRecord, error: unknown) => void
}

/** What it is, its bytes say, here once more: whatever else lies in the log is not served. */
const read = (value: Uint8Array): ServedAsset => {
  const { data } = JSON.parse(Buffer.from(value).toString('utf8')) as StoredAsset
  const bytes = Buffer.from(data, 'base64')
  const type = sniffImage(bytes)
  if (!type) throw new Error('no image that guides may show')
  return { type, bytes }
}

export const createAssetsView = ({ onUnreadable }: ViewDeps): AssetsView => {
  const assets = new Map<string, ServedAsset>()
  return {
    apply: ({ records }) => {
      for (const record of records) {
        try {
          if (record.value === null) assets.delete(record.key)
          else assets.set(record.key, read(record.value))
        } catch (error) {
          onUnreadable(record, error)
        }
      }
    },
    get: (id) => assets.get(id),
  }
}
