import type { StoredDefinition } from '@waymark/schemas'
import type { GuideContent } from '@waymark/schemas/wire/content'
import { expect, test } from 'vitest'
import { createDefinitionsView } from './definitions-view.ts'

const openView = () => {
  const view = createDefinitionsView({
    secret: 'secret',
    ...{ onIdentity: () => {}, onRevoked: () => {}, onChange: () => {} },
    onUnreadable: (_, error) => {
      throw error
    },
  })
  const put = (of: Pick<StoredDefinition, 'env' | 'kind' | 'id'>, definition: object | null) => {
    const { env, kind, id } = of
    const key = `definition/${env}/${kind}/${id}`
    const stored = { t: 'definition', ...of, version: 1, definition, at: 1, by: 'ada' }
    const value = Buffer.from(JSON.stringify(stored))
    const record = { topic: 'definitions', partition: 0, offset: 0, key, value, at: 1 } as const
    view.apply({ topic: 'definitions', partition: 0, next: 1, records: [record] })
  }
  const pathOf = (env: string, id: string): string => view.guide(env, id, 1)?.path ?? ''
  const read = (path: string): GuideContent | undefined => {
    const bytes = view.content(path)
    return bytes && JSON.parse(bytes.toString('utf8'))
  }
  return { put, pathOf, read, themeOf: (id: string) => read(pathOf('production', id))?.theme }
}

const guide = (theme?: object) => ({
  ...{ kind: 'guide', id: 'g', type: 'modal', steps: [{ content: [{ text: 'Hi' }] }] },
  ...(theme && { theme }),
})
const brand = { kind: 'brand', id: 'project', accent: '#5b3df5', background: '#fafafa' }
const ours = { env: 'production', kind: 'brand', id: 'project' } as const
const of = (id: string, env = 'production') => ({ env, kind: 'guide', id }) as const

test('guides look as the brand says, whichever was written first, and their own theme goes before it', () => {
  const { put, themeOf } = openView()
  put(of('before'), guide())
  put(ours, brand)
  put(of('after'), guide({ accent: '#112233' }))
  put(of('dark'), guide({ mode: 'dark' }))
  expect(themeOf('before')).toEqual({ accent: '#5b3df5', background: '#fafafa' })
  expect(themeOf('after')).toEqual({ accent: '#112233', background: '#fafafa' })
  expect(themeOf('dark')).toEqual({ accent: '#5b3df5', mode: 'dark' })
  put(ours, null)
  expect(themeOf('before')).toBeUndefined()
  expect(themeOf('dark')).toEqual({ mode: 'dark' })
})

test('the CSS of the brand goes with every guide, beside a look of its own', () => {
  const { put, themeOf } = openView()
  const css = '.primary { border-radius: 99px }'
  put(of('plain'), guide())
  put(of('dark'), guide({ mode: 'dark' }))
  put(ours, { kind: 'brand', id: 'project', css })
  expect(themeOf('plain')).toEqual({ css })
  expect(themeOf('dark')).toEqual({ css, mode: 'dark' })
})

test('a browser that is about to ask for a guide gets it as it was before the brand changed', () => {
  const { put, pathOf, read } = openView()
  put(of('g'), guide())
  const before = pathOf('production', 'g')
  put(ours, brand)
  expect(pathOf('production', 'g')).not.toBe(before)
  expect(read(before)?.theme).toBeUndefined()
})

test('the brand of one environment is nothing to another, which has the same guide', () => {
  const { put, pathOf, read } = openView()
  put(of('g'), guide())
  put(of('g', 'staging'), guide())
  const theirs = pathOf('staging', 'g')
  for (const accent of ['#5b3df5', '#112233', '#445566']) put(ours, { ...brand, accent })
  expect(pathOf('staging', 'g')).toBe(theirs)
  expect(read(theirs)?.guide).toBe('g')
})
