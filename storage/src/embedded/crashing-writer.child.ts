import { createEmbeddedLog } from './index.ts'

/** Appends as fast as it can and says on standard output what was acknowledged, until it is killed. */
const [dir = '', run = ''] = process.argv.slice(2)
const log = await createEmbeddedLog({ dir, partitions: 3, retainEveryMs: 5 })

const write = async (writer: number): Promise<void> => {
  for (let i = 0; ; i++) {
    const text = `${run}-${writer}-${i}`
    const value = Buffer.from(text.padEnd(1 + ((i * 97) % 5000), '.'))
    const [event, state] = await log.append(
      [
        { topic: 'events', key: text, value },
        { topic: 'state', key: `key-${i % 50}`, value, partition: 0 },
      ],
      { atomic: true },
    )
    process.stdout.write(`${text} ${event?.partition}/${event?.offset} ${state?.offset}\n`)
  }
}

await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)))
