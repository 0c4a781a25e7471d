import { signal } from '@preact/signals'
import { queries } from '../../api/queries.ts'
import { say } from '../../ui/toasts.ts'
import { faultOf } from './judge-file.ts'
import { sendImage } from './send-image.ts'

export interface Upload {
  readonly id: number
  readonly name: string
  /** 0 to 1. */
  readonly share: number
  /** Why it was not taken. */
  readonly fault?: string
}

/** What is on its way, and what was not taken until somebody has read why. */
export const uploads = signal<readonly Upload[]>([])

let made = 0

const change = (id: number, more: Partial<Upload>): void => {
  uploads.value = uploads.value.map((one) => (one.id === id ? { ...one, ...more } : one))
}

export const dropUpload = (id: number): void => {
  uploads.value = uploads.value.filter((one) => one.id !== id)
}

const upload = async (file: File): Promise<void> => {
  const id = ++made
  const fault = faultOf(file)
  uploads.value = [...uploads.value, { id, name: file.name, share: 0, ...(fault && { fault }) }]
  if (fault) return
  const sent = await sendImage(file, (share) => change(id, { share }))
  if (sent.t === 'refused') return change(id, { fault: sent.message })
  dropUpload(id)
  say(`${file.name} is here`)
  queries.refresh('/api/assets')
}

/** One after another: together they would only be slower, and the limit on all images is judged in order. */
export const uploadAll = async (files: readonly File[]): Promise<void> => {
  for (const file of files) await upload(file)
}
