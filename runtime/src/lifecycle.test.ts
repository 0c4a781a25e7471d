import { expect, test } from 'vitest'
import { startInOrder } from './lifecycle.ts'
import { liveUntilSignal } from './live-until-signal.ts'
import { stopOnSignals } from './stop-on-signals.ts'

const part = (name: string, said: string[], fails?: 'start' | 'stop') => ({
  name,
  start: () => {
    if (fails === 'start') throw new Error('no')
    said.push(`start ${name}`)
  },
  stop: () => {
    said.push(`stop ${name}`)
    if (fails === 'stop') throw new Error('no')
  },
})

test('starts in order and stops in reverse, once', async () => {
  const said: string[] = []
  const running = await startInOrder([part('log', said), part('web', said)])
  await Promise.all([running.stop(), running.stop()])
  expect(said).toEqual(['start log', 'start web', 'stop web', 'stop log'])
})

test('stops what had started when a later part does not start', async () => {
  const said: string[] = []
  const starting = startInOrder([part('log', said), part('web', said, 'start')])
  await expect(starting).rejects.toThrow('web did not start')
  expect(said).toEqual(['start log', 'stop log'])
})

test('stops the others when one part does not stop cleanly', async () => {
  const said: string[] = []
  const running = await startInOrder([part('log', said), part('web', said, 'stop')])
  await expect(running.stop()).rejects.toThrow('did not stop cleanly')
  expect(said).toContain('stop log')
})

const silent = { info: () => undefined, error: () => undefined }

test('a signal stops what runs and ends the process with 0', async () => {
  const status = await new Promise<number>((resolve) => {
    stopOnSignals({ stop: () => Promise.resolve() }, { logger: silent, exit: resolve })
    process.emit('SIGTERM', 'SIGTERM')
  })
  process.removeAllListeners('SIGTERM')
  process.removeAllListeners('SIGINT')
  expect(status).toBe(0)
})

test('a stop that hangs ends the process with 1 at the deadline', async () => {
  const hangs = { stop: () => new Promise<void>(() => undefined) }
  const status = await new Promise<number>((resolve) => {
    const off = stopOnSignals(hangs, { logger: silent, deadlineMs: 5, exit: resolve })
    process.emit('SIGTERM', 'SIGTERM')
    off()
  })
  expect(status).toBe(1)
})

test('one Ctrl-C that arrives twice still stops cleanly, a later one ends at once', async () => {
  const hangs = { stop: () => new Promise<void>(() => undefined) }
  const statuses: number[] = []
  const exit = (status: number) => void statuses.push(status)
  const twice = stopOnSignals(hangs, { logger: silent, exit })
  process.emit('SIGINT', 'SIGINT')
  process.emit('SIGINT', 'SIGINT')
  twice()
  expect(statuses).toEqual([])
  const later = stopOnSignals(hangs, { logger: silent, exit, sameWithinMs: 0 })
  process.emit('SIGINT', 'SIGINT')
  process.emit('SIGINT', 'SIGINT')
  later()
  expect(statuses).toEqual([1])
})

test('a signal before anything runs ends the process at once, with 0', async () => {
  const status = await new Promise<number>((resolve) => {
    const life = liveUntilSignal({ logger: silent, exit: resolve })
    process.emit('SIGTERM', 'SIGTERM')
    life.off()
  })
  expect(status).toBe(0)
})

test('a signal while parts were starting ended the process by itself, and stopped none of them', async () => {
  const said: string[] = []
  const begun = Promise.withResolvers<void>()
  const slow = Promise.withResolvers<void>()
  const web = part('web', said)
  const startSlowly = async (): Promise<void> => {
    begun.resolve()
    await slow.promise
    web.start()
  }
  const parts = [part('log', said), { ...web, start: startSlowly }, part('door', said)]
  const ended = Promise.withResolvers<number>()
  const life = liveUntilSignal({ logger: silent, exit: ended.resolve })
  void life.start(parts).then(() => said.push('runs'))
  await begun.promise
  process.emit('SIGTERM', 'SIGTERM')
  life.off()
  slow.resolve()
  expect(await ended.promise).toBe(0)
  expect(said).toEqual(['start log', 'start web', 'stop web', 'stop log'])
})
