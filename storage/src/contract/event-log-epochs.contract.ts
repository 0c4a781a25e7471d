import { factsKey, markKey } from '@waymark/schemas'
import { describe, expect, test } from 'vitest'
import { epochsAt } from '../epochs-at.ts'
import type { EventLog, NewRecord } from '../event-log.ts'
import { bytes, type MakeLog } from './event-log-under-test.ts'

const say = (key: string, value: string, partition: number): NewRecord => ({
  topic: 'state',
  key,
  value: bytes(value),
  partition,
})

const takeOver = async (log: EventLog, partition = 0): Promise<number> => {
  const [position] = await log.append([say(markKey, '{"v":1,"mark":"x"}', partition)])
  return position?.offset ?? -1
}

/** The offset behind what an owner has written then. */
const write = async (log: EventLog, e: number, partition = 0): Promise<number> => {
  const [position] = await log.append([
    say('prod/u/ada', `{"v":1,"e":${e},"t":[]}\n{}\n{}`, partition),
  ])
  return (position?.offset ?? -1) + 1
}

export const epochsContract = (makeLog: MakeLog): void => {
  describe('the epoch at an offset', () => {
    test('is that of the owner that wrote before it, in each partition', async () => {
      await using made = await makeLog()
      const { log } = made
      const [old, other] = [await takeOver(log), await takeOver(log, 2)]
      const first = await write(log, old)
      const next = await takeOver(log)
      const late = await write(log, old)
      const second = await write(log, other, 2)
      expect(await epochsAt(log, { topic: 'state', offsets: [first, undefined, second] })).toEqual([
        old,
        undefined,
        other,
      ])
      expect(await epochsAt(log, { topic: 'state', offsets: [late, 0, 0] })).toEqual([
        next,
        undefined,
        undefined,
      ])
      expect(await epochsAt(log, { topic: 'state', offsets: [0, 0, 0] })).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      // An offset beyond the end is for the subscription to refuse.
      expect(await epochsAt(log, { topic: 'state', offsets: [late + 100] })).toEqual([next])
    })

    test('of facts is that of the owner that has taken over, also before it accepts any', async () => {
      await using made = await makeLog()
      const accept = async (key: string): Promise<number> => {
        const [position] = await made.log.append([{ ...say(key, '', 1), topic: 'facts' }])
        return (position?.offset ?? -1) + 1
      }
      const at = (offset: number) =>
        epochsAt(made.log, { topic: 'facts', offsets: [undefined, offset, undefined] })
      const subject = 'prod/u/ada'
      expect(await at(await accept(subject))).toEqual([undefined, -1, undefined])
      await accept(factsKey({ epoch: 3, subject: '' }))
      await accept(factsKey({ epoch: 3, subject }))
      await accept(factsKey({ epoch: 7, subject: '' }))
      const late = await accept(factsKey({ epoch: 3, subject }))
      expect(await at(late)).toEqual([undefined, 7, undefined])
    })

    test('is looked for further back where nothing tells it', async () => {
      await using made = await makeLog()
      const { log } = made
      const owner = await takeOver(log)
      await write(log, owner)
      const silence = [
        say('prod/u/x', 'not to be read', 0),
        { ...say('prod/u/y', '', 0), value: null },
      ]
      const positions = await log.append(Array.from({ length: 6 }, () => silence).flat())
      const end = (positions.at(-1)?.offset ?? 0) + 1
      expect(await epochsAt(log, { topic: 'state', offsets: [end] }, 1)).toEqual([owner])
    })
  })
}
