import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorAnswer, type Fault } from './fault.ts'

const malformed: Fault = {
  code: 'invalid_request',
  message: 'This is not a request that HTTP knows.',
}

const body = JSON.stringify(errorAnswer(malformed))

const head = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: application/json; charset=utf-8',
  `Content-Length: ${Buffer.byteLength(body)}`,
  'Connection: close',
]

/** Answers bytes that never became a request: what Node's parser refuses, headers that are too large, a body too slow. */
export const answerMalformedBytes = (error: NodeJS.ErrnoException, socket: Socket): void => {
  // The client went away by itself, or an answer is on its way already.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy()
    return
  }
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** Answers an address that cannot be decoded. */
export const answerMalformedAddress = (
  _error: Error,
  _request: FastifyRequest,
  reply: FastifyReply,
): void => {
  void reply.code(400).header('content-type', 'application/json; charset=utf-8').send(body)
}
