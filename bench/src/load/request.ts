/** A whole HTTP request as bytes. */
export const requestBytes = (path: string, body: string, writeKey: string): Buffer => {
  const payload = Buffer.from(body)
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Authorization: Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
    `Content-Length: ${payload.length}`,
    '\r\n',
  ].join('\r\n')
  return Buffer.concat([Buffer.from(head), payload])
}

/** One event of one person, sent by itself. */
export interface OneEvent {
  readonly messageId: string
  readonly userId: string
  readonly event: string
  readonly context?: { readonly groupId: string }
}

/** A request to track it, as of now. */
export const trackBytes = (event: OneEvent, writeKey: string): Buffer =>
  requestBytes(
    '/v1/track',
    JSON.stringify({ ...event, timestamp: new Date().toISOString() }),
    writeKey,
  )
