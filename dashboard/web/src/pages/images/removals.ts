import { signal } from '@preact/signals'
import type { AssetItem } from '@waymark/schemas/api/assets'
import { queries } from '../../api/queries.ts'
import { RequestFailed, request } from '../../api/request.ts'
import { say, sayFailed } from '../../ui/toasts.ts'

/** As long as the way back is offered. */
const undoForMs = 10_000

/** Gone from the page, not yet from the server: taking them back costs nothing then. */
export const removals = signal<ReadonlySet<string>>(new Set())

const keep = (id: string): void => {
  removals.value = new Set([...removals.value].filter((one) => one !== id))
}

const send = async ({ id }: AssetItem): Promise<void> => {
  try {
    await request(`/api/assets/${id}`, { method: 'DELETE' })
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error
    sayFailed(error.message)
  }
  queries.refresh('/api/assets')
  keep(id)
}

/** Whoever closes the page before the time is over has kept the image. */
export const removeImage = (image: AssetItem): void => {
  removals.value = new Set([...removals.value, image.id])
  const timer = setTimeout(() => void send(image), undoForMs)
  say(`${image.name ?? 'The image'} is removed`, () => {
    clearTimeout(timer)
    keep(image.id)
  })
}
