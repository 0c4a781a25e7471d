import { expect, test } from 'vitest'
import { createNameBook, questionsOf } from './name-book.ts'

const openBook = (known: { readonly [id: string]: string }) => {
  const asked: (readonly string[])[] = []
  const runs: (() => void)[] = []
  const clock = { at: 1000 }
  const book = createNameBook({
    ask: async (ids) => {
      asked.push(ids)
      return Object.fromEntries(ids.flatMap((id) => (known[id] ? [[id, known[id]]] : [])))
    },
    now: () => clock.at,
    later: (run) => void runs.push(run),
  })
  const settle = async (): Promise<void> => {
    for (const run of runs.splice(0)) run()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { book, asked, clock, settle }
}

test('names that a page needs are asked for together, each once', async () => {
  const { book, asked, settle } = openBook({ a: 'Ada', b: 'Bob' })
  for (const id of ['a', 'b', 'a', 'x']) expect(book.lookUp(id)).toEqual({ t: 'asked' })
  await settle()
  expect(asked).toEqual([['a', 'b', 'x']])
  expect(['a', 'b', 'x'].map(book.lookUp)).toEqual([
    { t: 'named', name: 'Ada' },
    { t: 'named', name: 'Bob' },
    { t: 'nameless' },
  ])
  await settle()
  expect(asked).toHaveLength(1)
})

test('who had no name is asked for again after a minute', async () => {
  const { book, asked, clock, settle } = openBook({})
  book.lookUp('visitor')
  await settle()
  clock.at += 61_000
  // Until then it is shown as nameless, not as one to come.
  expect(book.lookUp('visitor')).toEqual({ t: 'nameless' })
  await settle()
  expect(asked).toEqual([['visitor'], ['visitor']])
})

test('a question is never longer than an address may be', () => {
  const many = questionsOf(Array.from({ length: 120 }, (_, at) => `production/u/${at}`))
  expect(many.map((ids) => ids.length)).toEqual([50, 50, 20])
  const long = questionsOf(Array.from({ length: 30 }, (_, at) => `${at}${'ü'.repeat(300)}`))
  for (const ids of long) expect(ids.map(encodeURIComponent).join('&of=').length).toBeLessThan(8000)
  expect(long.flat()).toHaveLength(30)
})
