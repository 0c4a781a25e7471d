import { expect, test } from 'vitest'
import { progressBar } from './demo.ts'

test('while it was filled the demo said nothing where no terminal looks on: a line at first, now and then, and at the end', () => {
  const said: string[] = []
  let now = 0
  const progress = progressBar({ write: (text) => said.push(text) }, () => now)
  for (let done = 0; done <= 100; done += 10) {
    progress(done, 100)
    now += 2000
  }
  expect(said).toEqual([
    '  Filling the demo … 0 %\n',
    '  Filling the demo … 30 %\n',
    '  Filling the demo … 60 %\n',
    '  Filling the demo … 90 %\n',
    '  Filling the demo … 100 %; it is being counted\n',
  ])
})

test('on a terminal the bar is there from the beginning', () => {
  const said: string[] = []
  progressBar({ isTTY: true, write: (text) => said.push(text) })(0, 4851)
  expect(said.join('')).toContain('0 of 4851 events')
})
