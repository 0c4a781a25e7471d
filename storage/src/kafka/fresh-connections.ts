import { createRequire } from 'node:module'

/** What of the client library's connection holds a half-received answer. */
interface Connection {
  bytesBuffered: number
  bytesNeeded: number
  chunks: readonly Uint8Array[]
  isConnected(): boolean
  connect(): Promise<boolean>
}

const lengthBytes = 4
let done = false

/**
 * kafkajs 2.2.4 empties the buffer of a connection only when it is made. One that reconnects after its broker was killed in the
 * midst of an answer reads the next answer behind the stale bytes, and throws where nobody can catch it. Here the buffer is
 * emptied before each connect.
 */
export const freshConnections = (): void => {
  if (done) return
  done = true
  const load = createRequire(import.meta.url)
  const { prototype }: { readonly prototype: Connection } = load('kafkajs/src/network/connection')
  const { connect } = prototype
  prototype.connect = function (this: Connection): Promise<boolean> {
    if (!this.isConnected()) {
      this.bytesBuffered = 0
      this.bytesNeeded = lengthBytes
      this.chunks = []
    }
    return connect.call(this)
  }
}
