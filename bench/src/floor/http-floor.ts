import { type Driven, type DriveOptions, drive } from '../load/drive.ts'
import { startFloor } from './start-floor.ts'

/** The same load on a server that reads the body and answers. */
export const driveHttpFloor = async (options: Omit<DriveOptions, 'port'>): Promise<Driven> => {
  await using floor = await startFloor('http-floor.child.ts')
  return await drive({ ...options, port: floor.port })
}
