import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { subjectKey } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { openServingFile, type Served, type ServingFile } from './serving-file.ts'
import { createServingStore } from './serving-store.ts'

const person = (i: number): string => subjectKey('prod', 'user', String(i))
const served = (version: number): Served => ({ epoch: 0, version, line: Buffer.from('{}') })

const openPlace = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-serving-'))
  const errors: unknown[] = []
  const open = (change: (file: ServingFile) => Partial<ServingFile> = () => ({})) => {
    const file = openServingFile(dir, 'log')
    const onUnwritten = (error: unknown): void => void errors.push(error)
    return createServingStore({ file: { ...file, ...change(file) }, clock: () => 1, onUnwritten })
  }
  return {
    open,
    errors,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}

test('many changes go to the disk as they come, and are read from there', async () => {
  await using place = await openPlace()
  let written = 0
  const store = place.open((file) => ({
    write: async (changes) => {
      await file.write(changes)
      written += changes.served.size
    },
  }))
  for (let i = 0; i < 20_000; i++) {
    store.put(person(i), served(i))
    if (i % 1000 === 999) await store.passed(0, { next: i + 1 })
  }
  await expect.poll(() => written).toBeGreaterThan(10_000)
  for (const i of [0, 9999, 19_999]) expect(store.get(person(i))).toEqual(served(i))
  store.put(person(0), undefined)
  expect(store.get(person(0))).toBeUndefined()
  void store.passed(0, { next: 20_001, epoch: 7 })
  await store.close()
  const again = place.open((file) => {
    expect(file.place(0)).toEqual({ next: 20_001, epoch: 7 })
    return {}
  })
  expect(again.get(person(0))).toBeUndefined()
  expect(again.get(person(19_999))).toEqual(served(19_999))
  await again.close()
})

test('while the disk is full, memory has it all', async () => {
  await using place = await openPlace()
  const store = place.open(() => ({ hasRoomFor: () => false }))
  for (let i = 0; i < 5000; i++) store.put(person(i), served(i))
  expect(store.passed(0, { next: 1 })).toBeUndefined()
  expect(store.get(person(4999))).toEqual(served(4999))
  await store.close()
})

test('what could not be written stays in memory, is told, and is written later', async () => {
  await using place = await openPlace()
  const broken = new Error('the disk is broken')
  let fails = true
  const store = place.open((file) => ({
    write: (changes) => (fails ? Promise.reject(broken) : file.write(changes)),
  }))
  for (let i = 0; i < 3000; i++) store.put(person(i), served(1))
  void store.passed(0, { next: 1 })
  await expect.poll(() => place.errors).toEqual([broken])
  store.put(person(0), served(2))
  expect([store.get(person(0)), store.get(person(1))]).toEqual([served(2), served(1)])
  fails = false
  await store.close()
  const again = place.open()
  expect([again.get(person(0)), again.get(person(1))]).toEqual([served(2), served(1)])
  await again.close()
})
