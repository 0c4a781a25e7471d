import type { Guide } from '@waymark/schemas'
import type { GuideContent } from '@waymark/schemas/wire/content'
import { expect, test } from 'vitest'
import { serveGuide } from './guide-content.ts'

const served = (guide: Partial<Guide>): GuideContent => {
  const { bytes } = serveGuide(
    {
      env: 'test',
      guide: { kind: 'guide', id: 'g', type: 'launcher', steps: [], ...guide },
      version: 1,
    },
    undefined,
    'secret',
  )
  return JSON.parse(bytes.toString('utf8'))
}
const launcher = { label: 'Help', start: 'help' }
const target = { id: 'bar' }

test('a guide that is only a button has a step to be drawn by', () => {
  const hotspot = served({ type: 'hotspot', target, hotspot: { start: 'tour' } })
  expect(hotspot.steps).toEqual([{ content: [] }])
  expect(served({ launcher }).steps).toEqual([{ content: [] }])
})

test('a button that has a target stands in it', () => {
  expect(served({ launcher, target }).steps).toEqual([{ content: [], layout: 'inline' }])
  const post = { id: 'one', date: '2026-01-02', content: [{ text: 'Hi' }] }
  const feed = served({ type: 'feed', launcher: { label: 'News' }, target, steps: [post, post] })
  expect(feed.steps).toEqual([{ ...post, layout: 'inline' }, post])
})

test('the steps of other guides are served as they were written', () => {
  const steps = [{ content: [{ text: 'One' }] }, { content: [{ text: 'Two' }] }]
  expect(served({ type: 'tooltip', target, steps }).steps).toEqual(steps)
})
