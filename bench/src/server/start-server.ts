import { fork } from 'node:child_process'
import { join } from 'node:path'
import { ownChild, ownDirectory } from '../setting/clean-up.ts'
import { serverArguments } from '../setting/server-arguments.ts'
import type { Stage } from '../setting/stage.ts'
import type { Asked, Behind, Question, ServerOptions, Told, Usage } from './server-options.ts'

/** A server under load, in a process of its own. */
export interface Server extends AsyncDisposable {
  readonly port: number
  readonly writeKey: string
  readonly usage: () => Promise<Usage>
  readonly behind: () => Promise<Behind>
  /** Rows of events in ClickHouse, each message id once. */
  readonly rows: () => Promise<number>
  /** Called when the state of a watched person came by; `atNs` is of this machine's monotonic clock. */
  readonly onState: (listener: (subject: string, atNs: bigint) => void) => void
}

const writeKey = 'wk_bench'

/** Starts the parts; resolves once they listen. Its data go with it. */
export const startServer = async (
  stage: Stage,
  options: Pick<ServerOptions, 'parts' | 'kafkaBrokers' | 'definitions' | 'untouched'>,
): Promise<Server> => {
  const directory = ownDirectory()
  const given: ServerOptions = { ...options, writeKey, data: directory.path }
  const child = fork(join(import.meta.dirname, 'server.child.ts'), [JSON.stringify(given)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: serverArguments(stage),
  })
  ownChild(child)
  const ready = Promise.withResolvers<number>()
  const answers = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners: ((subject: string, atNs: bigint) => void)[] = []
  const ended = Promise.withResolvers<void>()
  child.once('exit', (code) => {
    const error = new Error(`the server ended with ${code}`)
    ready.reject(error)
    for (const answer of answers.values()) answer.reject(error)
    ended.resolve()
  })
  child.on('message', (message: Told) => {
    if (message.told === 'ready') ready.resolve(message.port)
    else if (message.told === 'answer') {
      answers.get(message.id)?.resolve(message.answer)
      answers.delete(message.id)
    } else for (const listener of listeners) listener(message.subject, BigInt(message.atNs))
  })
  let lastId = 0
  const ask = <Answer>(question: Question): Promise<Answer> => {
    const asked: Asked = { id: ++lastId, question }
    const answer = Promise.withResolvers<unknown>()
    answers.set(asked.id, answer)
    child.send(asked)
    return answer.promise as Promise<Answer>
  }
  return {
    port: await ready.promise,
    writeKey,
    usage: () => ask<Usage>('usage'),
    behind: () => ask<Behind>('behind'),
    rows: () => ask<number>('rows'),
    onState: (listener) => void listeners.push(listener),
    [Symbol.asyncDispose]: async () => {
      await ask('stop').catch(() => undefined)
      await ended.promise
      directory.remove()
    },
  }
}
