import { createHash } from 'node:crypto'
import { assetPath, limits, type StoredAsset, sniffImage } from '@waymark/schemas'
import type { AssetItem } from '@waymark/schemas/api/assets'
import { z } from 'zod'
import * as answers from '../answers/asset-answers.ts'
import type { KnownAsset } from '../assets/assets-view.ts'
import { imagesIn } from '../assets/images-in.ts'
import { type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { byId } from './inputs.ts'
import { actorName, auditEntry, type Rooms } from './rooms.ts'

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`

/** Published definitions that show it. */
const whoShows = (rooms: Rooms, id: string): readonly string[] =>
  rooms.definitions.environments().flatMap(({ env }) =>
    rooms.definitions
      .list(env)
      .filter(({ definition }) => imagesIn(definition).has(id))
      .map(({ kind, id: definition }) => `${env}/${kind}/${definition}`),
  )

const itemOf = (rooms: Rooms, { t: _, ...known }: KnownAsset): AssetItem => ({
  ...known,
  src: assetPath(known.id),
  by: actorName(rooms, known.by),
  shownBy: whoShows(rooms, known.id),
})

const listAssets = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/assets',
    capability: 'signed-in',
    says: 'The images that guides may show, newest first.',
    answer: answers.assets,
    handle: () => ({ assets: rooms.assets.list().map((known) => itemOf(rooms, known)) }),
  })

interface Image {
  readonly id: string
  readonly bytes: Buffer
  readonly type: KnownAsset['type']
}

const at = { at: 'body.data' }

/** What was sent, judged by its bytes and not by its name. */
const readImage = (data: string): Image | Refused => {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length > limits.assetBytes) {
    const text = `The image has ${kilobytes(bytes.length)}; at most ${kilobytes(limits.assetBytes)} are taken.`
    return refuse('request_too_large', text, { ...at, limit: limits.assetBytes })
  }
  const type = sniffImage(bytes)
  if (!type) {
    const text =
      'This is no PNG, JPEG, GIF, WebP or AVIF image. SVG is not taken: it can carry scripts.'
    return refuse('invalid_body', text, at)
  }
  return { id: createHash('sha256').update(bytes).digest('base64url'), bytes, type }
}

const hasRoomFor = (rooms: Rooms, image: Image): boolean =>
  rooms.assets.list().reduce((sum, { bytes }) => sum + bytes, image.bytes.length) <=
  limits.assetsBytes

const addAsset = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/assets',
    capability: 'write-definitions',
    says: 'Takes an image (PNG, JPEG, GIF, WebP, AVIF) as base64. The same bytes are kept once; content names the `src` of the answer.',
    status: 201,
    answer: answers.asset,
    body: z.strictObject({
      data: z.base64().min(1),
      name: z.string().trim().min(1).max(limits.nameLength).optional(),
    }),
    handle: async ({ body, actor }) => {
      const image = readImage(body.data)
      if ('t' in image) return image
      const before = rooms.assets.find(image.id)
      if (before) return itemOf(rooms, before)
      if (!hasRoomFor(rooms, image)) {
        const text = `There is no room for it: all images together may have ${kilobytes(limits.assetsBytes)}. Remove some first.`
        return refuse('request_too_large', text, { ...at, limit: limits.assetsBytes })
      }
      const about = { what: 'asset.add', on: image.id, detail: body.name ?? image.type }
      const entry = auditEntry(rooms, actor, about)
      const asset: StoredAsset = {
        t: 'asset',
        id: image.id,
        type: image.type,
        data: image.bytes.toString('base64'),
        ...(body.name === undefined ? {} : { name: body.name }),
        at: entry.at,
        by: actor.id,
      }
      await rooms.control.write([entry])
      await rooms.assets.add(asset)
      const { data: _, ...known } = asset
      return itemOf(rooms, { ...known, bytes: image.bytes.length })
    },
  })

const removeAsset = (rooms: Rooms): Route =>
  route({
    method: 'DELETE',
    path: '/api/assets/:id',
    capability: 'write-definitions',
    says: 'Removes an image, once no published guide shows it.',
    params: byId,
    handle: async ({ params, actor }) => {
      const known = rooms.assets.find(params.id)
      if (!known) return refuse('not_found', 'There is no such image.')
      const [shows] = whoShows(rooms, known.id)
      if (shows !== undefined) {
        const text = `"${shows.replace(/^.*\//, '')}" shows it. Take it out there, then remove it.`
        return refuse('invalid_request', text, { at: 'path.id' })
      }
      const about = { what: 'asset.remove', on: known.id, detail: known.name ?? known.type }
      await rooms.control.write([auditEntry(rooms, actor, about)])
      await rooms.assets.remove(known.id)
      return undefined
    },
  })

/** The images of guides: list, add, remove. */
export const assetRoutes = (rooms: Rooms): readonly Route[] => [
  listAssets(rooms),
  addAsset(rooms),
  removeAsset(rooms),
]
