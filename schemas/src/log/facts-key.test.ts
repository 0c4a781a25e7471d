import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsKey, parseFactsKey } from './facts-key.ts'
import { subjectKey } from './subject.ts'

const subjects = fc.tuple(fc.stringMatching(/^[a-z0-9-]+$/), fc.string({ minLength: 1 }))

test('whose events they are and who accepted them is read back as it was written', () => {
  fc.assert(
    fc.property(fc.nat(), subjects, (epoch, [env, id]) => {
      const subject = subjectKey(env, 'user', id)
      expect(parseFactsKey(factsKey({ epoch, subject }))).toEqual({ epoch, subject })
    }),
  )
})

test('a key from before epochs is the subject, and older than every owner', () => {
  expect(parseFactsKey('test/u/ann')).toEqual({ epoch: -1, subject: 'test/u/ann' })
})
