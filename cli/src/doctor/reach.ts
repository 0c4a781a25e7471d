import { connect } from 'node:net'

const patienceMs = 5000

/** Where something listens. */
export interface Place {
  readonly host: string
  readonly port: number
}

/** Why a place cannot be reached; `undefined` where it can. */
export const whyNot = ({ host, port }: Place): Promise<string | undefined> =>
  new Promise((found) => {
    const socket = connect({ host, port, timeout: patienceMs })
    const end = (why?: string): void => {
      socket.destroy()
      found(why)
    }
    socket.once('connect', () => end())
    socket.once('timeout', () => end('no answer'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  })
