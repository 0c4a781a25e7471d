import type { Json } from '@waymark/schemas'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './event-store.contract.ts'

const nasty = `it's "quoted" \\ back\\'slash ; DROP TABLE events -- \n\t\r\u0000 {x:String} 漢😀`

export const parameterLaws = (subject: () => StoreUnderTest): void => {
  describe('parameters', () => {
    const echo = async (type: string, value: Json) =>
      (await subject().store().query<{ v: Json }>(`SELECT {v:${type}} AS v`, { v: value }))[0]?.v

    test.each<[string, Json]>([
      ['String', nasty],
      ['String', ''],
      ['Int64', -9007199254740991],
      ['UInt8', 255],
      ['Float64', 0.1],
      ['Float64', 1.5e300],
      ['Bool', true],
      ['Nullable(String)', null],
      ['Array(String)', ['a', nasty, '']],
      ['Array(Int64)', [1, 2, 9007199254740991]],
      ['Array(Array(String))', [['a'], []]],
      ['Map(String, String)', { key: nasty }],
    ])('a parameter of type %s comes back as it went: %j', async (type, value) => {
      expect(await echo(type, value)).toEqual(value)
    })

    test('any text is a value and never a part of the query', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary' }), async (value) => {
          expect(await echo('String', value)).toBe(value.toWellFormed())
        }),
        { numRuns: 60 },
      )
    })

    test('parameters of queries that run at once do not mix', async () => {
      const values = Array.from({ length: 60 }, (_, index) => `value ${index}`)
      const streamed = async (value: string) => {
        const seen: Json[] = []
        const rows = subject()
          .store()
          .stream<{ v: Json }>('SELECT {v:String} AS v FROM numbers(3)', { v: value })
        for await (const row of rows) seen.push(row.v)
        return seen
      }
      const answers = await Promise.all(
        values.map((value, index) => (index % 2 ? echo('String', value) : streamed(value))),
      )
      expect(answers).toEqual(
        values.map((value, index) => (index % 2 ? value : [value, value, value])),
      )
    })
  })
}
