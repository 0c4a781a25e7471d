import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below what systems give to outgoing connections: what is free now is not taken by one of those a moment later. */
const lowest = 15_000
const highest = 32_000

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer()
  const listening = once(server, 'listening').then(
    () => true,
    () => false,
  )
  server.listen(port, '127.0.0.1')
  if (!(await listening)) return false
  server.close()
  await once(server, 'close')
  return true
}

/** A port of this machine that nobody listens on at the moment; drawn, so that test files that run beside each other differ. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < 100; tries++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (await isFree(port)) return port
  }
  throw new Error('no port to be had')
}
