import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Benchmark } from '../benchmark.ts'
import type { Figure } from '../report/figure.ts'

const dist = join(import.meta.dirname, '../../../sdk/dist')

const kilobytes = (text: string): number => gzipSync(text, { level: 9 }).length / 1024

const textOf = (pattern: RegExp): string => {
  const name = readdirSync(dist).find((file) => pattern.test(file))
  if (name === undefined) throw new Error(`sdk/dist holds no ${pattern}`)
  return readFileSync(join(dist, name), 'utf8')
}

const figure = (label: string, text: string, budget: Pick<Figure, 'must' | 'aim'>): Figure => ({
  label,
  value: kilobytes(text),
  unit: 'KB',
  better: 'less',
  ...budget,
})

/** No load and no floor: the same bytes each time. */
export const sdkSize: Benchmark = {
  name: 'sdk-size',
  about: 'what browsers load, gzip -9',
  seconds: 0,
  run: async () => {
    if (!existsSync(dist)) throw new Error('the SDK is not built: npm run build')
    const { stub } = JSON.parse(textOf(/^snippet\.json$/)) as { readonly stub: string }
    const core = textOf(/^waymark\.js$/)
    const guide = textOf(/^guide-[0-9a-f]+\.js$/)
    return {
      figures: [
        figure('core', core, { must: 10, aim: 6 }),
        figure('snippet', stub, { must: 1, aim: 0.7 }),
        figure('guide engine and renderer', guide, { must: 6 + 18, aim: 4 + 16 }),
      ],
      floors: [],
    }
  },
}
