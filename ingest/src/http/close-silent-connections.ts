import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Closes connections on which nothing was ever sent when the server closes. Browsers open some ahead of need; Node counts
 * them as busy, and a stop would wait for them.
 */
export const closeSilentConnections = (app: FastifyInstance): void => {
  const sockets = new Set<Socket>()
  let closing = false
  app.server.on('connection', (socket: Socket) => {
    if (closing) {
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  app.addHook('preClose', (done) => {
    closing = true
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    done()
  })
}
