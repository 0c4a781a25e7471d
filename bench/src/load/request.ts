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
