import type { ErrorAnswer } from '@waymark/schemas'
import type { AssetItem } from '@waymark/schemas/api/assets'

export type Sent =
  | { readonly t: 'taken'; readonly image: AssetItem }
  | { readonly t: 'refused'; readonly message: string }

/** The bytes as base64, as a request takes them. */
const base64 = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const read = (status: number, text: string): Sent => {
  const body = parse(text)
  if (status === 200 || status === 201) return { t: 'taken', image: body as AssetItem }
  const message = (body as Partial<ErrorAnswer> | undefined)?.error?.message
  return { t: 'refused', message: message ?? `The server answered ${status}.` }
}

/** Sends an image and says how much of it has gone, 0 to 1; `fetch` could not. */
export const sendImage = async (file: File, onProgress: (share: number) => void): Promise<Sent> => {
  const body = JSON.stringify({ data: await base64(file), name: file.name.slice(0, 100) })
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    request.onload = () => resolve(read(request.status, request.responseText))
    request.onerror = () =>
      resolve({ t: 'refused', message: 'The server does not answer. Is it running?' })
    request.open('POST', '/api/assets')
    request.setRequestHeader('content-type', 'application/json')
    request.send(body)
  })
}
