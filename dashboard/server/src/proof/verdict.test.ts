import { expect, test } from 'vitest'
import { judge } from './verdict.ts'

const alpha = 0.05
const share = (reached: number, people: number) => ({ people, reached })

test('before there are enough people it is too early, and it says how many more', () => {
  expect(judge({ treated: share(0, 0), control: share(0, 0), alpha })).toEqual({
    reading: 'too_early',
    more: 100,
  })
  const few = judge({ treated: share(90, 270), control: share(9, 30), alpha })
  expect(few).toEqual({ reading: 'too_early', more: 200 })
})

test('a goal that hardly anybody reaches needs more people than one that many reach', () => {
  const rare = judge({ treated: share(9, 900), control: share(1, 100), alpha })
  expect(rare.reading).toBe('too_early')
  expect(rare.more).toBeGreaterThan(3000)
})

test('a large effect works, its opposite hurts, and none is not seen', () => {
  const sides = { treated: share(240, 400), control: share(120, 400), alpha }
  expect(judge(sides).reading).toBe('works')
  expect(judge({ treated: sides.control, control: sides.treated, alpha }).reading).toBe('hurts')
  const none = judge({ treated: share(120, 400), control: share(120, 400), alpha })
  expect(none.reading).toBe('no_effect')
  expect(none.more).toBeUndefined()
})

test('an effect that is not seen yet is seen after as many more people as were said', () => {
  const sides = { treated: share(130, 400), control: share(110, 400), alpha }
  const { reading, more } = judge(sides)
  expect(reading).toBe('no_effect')
  const times = 1 + (more ?? 0) / 800
  const grown = ({ people, reached }: { people: number; reached: number }) =>
    share(reached * times, people * times)
  const later = { treated: grown(sides.treated), control: grown(sides.control), alpha }
  expect(judge(later).reading).toBe('works')
  const justBefore = 1 + ((more ?? 0) - 40) / 800
  const before = {
    treated: share(130 * justBefore, 400 * justBefore),
    control: share(110 * justBefore, 400 * justBefore),
    alpha,
  }
  expect(judge(before).reading).toBe('no_effect')
})
