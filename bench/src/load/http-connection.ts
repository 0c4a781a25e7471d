import { once } from 'node:events'
import { connect } from 'node:net'

/** A keep-alive connection that has one request under way at a time. */
export interface HttpConnection {
  /** Sends a whole request, head and body; resolves with the answer. */
  readonly send: (request: Buffer) => Promise<HttpAnswer>
  readonly close: () => void
}

export interface HttpAnswer {
  readonly status: number
  readonly body: Buffer
}

const headEnd = Buffer.from('\r\n\r\n')
const lengthHeader = /\r\ncontent-length: *(\d+)/i

/** The answer at the front of the bytes; `undefined` while it is not whole. Needs a content-length: all that is measured sends one. */
const parseAnswer = (bytes: Buffer): HttpAnswer | undefined => {
  const end = bytes.indexOf(headEnd)
  if (end === -1) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = lengthHeader.exec(head)?.[1]
  if (length === undefined) throw new Error(`an answer without a length:\n${head}`)
  const from = end + headEnd.length
  const to = from + Number(length)
  if (bytes.length < to) return undefined
  return { status: Number(head.slice(9, 12)), body: bytes.subarray(from, to) }
}

/** Opens a connection. Bare sockets: a client that does more would be what is measured. */
export const openConnection = async (port: number): Promise<HttpConnection> => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let bytes: Buffer | undefined
  let waiting: PromiseWithResolvers<HttpAnswer> | undefined
  let closed = false
  const fail = (error: Error): void => {
    closed = true
    waiting?.reject(error)
    waiting = undefined
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed a connection')))
  socket.on('data', (chunk: Buffer) => {
    bytes = bytes ? Buffer.concat([bytes, chunk]) : chunk
    const answer = parseAnswer(bytes)
    if (!answer) return
    bytes = undefined
    waiting?.resolve(answer)
  })
  return {
    send: (request) => {
      waiting = Promise.withResolvers()
      if (closed) waiting.reject(new Error('the connection is closed'))
      else socket.write(request)
      return waiting.promise
    },
    close: () => {
      socket.removeAllListeners('close')
      socket.destroy()
    },
  }
}
