import { bare } from '../bare.ts'

/** Why a stream ended. Spent: the ticket is used up and another is to be had at once. */
export type StreamEnd = 'spent' | 'broken'

/**
 * Reads server-sent events until they end. `fetch` rather than EventSource: no credentials, and a 204 that can be told
 * from a broken line. Never rejects.
 *
 * @param hear runs with the name and the data of each event
 */
export const readStream = async (
  url: string,
  signal: AbortSignal,
  hear: (event: string, data: string) => void,
): Promise<StreamEnd> => {
  try {
    const options = bare({
      method: 'GET',
      credentials: 'omit' as const,
      cache: 'no-store' as const,
      // Firefox alone keeps no page for its back button that has a request open, unless it is one of these.
      keepalive: CSS.supports('-moz-appearance:none'),
      signal,
    })
    const response = await fetch(url, options)
    if (response.status === 204) return 'spent'
    if (!response.ok || !response.body) return 'broken'
    await readEvents(response.body, hear)
  } catch {
    // Aborted, or the line broke: the caller knows which.
  }
  return 'broken'
}

const readEvents = async (
  body: ReadableStream<Uint8Array>,
  hear: (event: string, data: string) => void,
): Promise<void> => {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (rest + decoder.decode(value, bare({ stream: true }))).split(/\r?\n\r?\n/)
    rest = blocks.pop() ?? ''
    for (const block of blocks) hearBlock(block, hear)
  }
}

const hearBlock = (block: string, hear: (event: string, data: string) => void) => {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split(/\r?\n/)) {
    const [, field, text = ''] = /^(event|data): ?(.*)$/.exec(line) ?? []
    if (field === 'event') event = text
    if (field === 'data') data.push(text)
  }
  if (data.length) hear(event, data.join('\n'))
}
