import type { Usage } from '../server/server-options.ts'
import { type Driven, type DriveOptions, drive } from './drive.ts'

export interface Measured extends Driven {
  /** CPU time of the server, user and system, µs. */
  readonly cpuUs: number
}

interface Measurable {
  readonly port: number
  readonly usage: () => Promise<Usage>
}

/** A load, and what it cost the server. */
export const measure = async (
  server: Measurable,
  options: Omit<DriveOptions, 'port'>,
): Promise<Measured> => {
  const before = await server.usage()
  const driven = await drive({ ...options, port: server.port })
  const after = await server.usage()
  return { ...driven, cpuUs: after.cpuUs - before.cpuUs }
}

export const perSecond = ({ requests, elapsedMs }: Driven): number => (requests / elapsedMs) * 1000
