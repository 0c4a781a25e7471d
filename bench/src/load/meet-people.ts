import { createEventRequest } from './event-request.ts'
import { openConnection } from './http-connection.ts'

const events = 50
const connections = 8

export interface Meeting {
  readonly port: number
  readonly writeKey: string
  readonly people: number
  /** Told how many have been met. */
  readonly onMet?: (people: number) => void
  /** Resolves when the next request may go; without, at once. */
  readonly gate?: () => Promise<void> | undefined
}

/** Everybody does something once, fifty of them in a request; the number of events. */
export const meetPeople = async ({
  port,
  writeKey,
  people,
  onMet,
  gate,
}: Meeting): Promise<number> => {
  let next = 0
  const one = async (): Promise<void> => {
    const connection = await openConnection(port)
    const request = createEventRequest({
      path: '/v1/batch',
      writeKey,
      events,
      mix: 'many people',
      population: people,
      person: () => next++ % people,
    })
    while (next < people) {
      await gate?.()
      const { status, body } = await connection.send(request.next())
      if (status !== 200) throw new Error(`answered ${status}: ${body.toString()}`)
      onMet?.(Math.min(next, people))
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: connections }, one))
  return next
}
