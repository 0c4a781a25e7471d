import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkAlone } from '@waymark/dashboard-server'
import { definitionKinds } from '@waymark/schemas'
import { expect, it } from 'vitest'
import { readDefinitions } from '../simulate/read-definitions.ts'
import { checkDocuments } from './check-documents.ts'
import { parseDocuments } from './parse-documents.ts'

const folder = new URL('../../../docs/definitions/', import.meta.url)

/** What a page shows, word for word. */
const shownOn = (page: string): readonly string[] => {
  const text = readFileSync(new URL(page, folder), 'utf8')
  return Array.from(text.matchAll(/```yaml[^\n]*\n([\s\S]*?)```/g), ([, yaml = '']) => yaml)
}

const blocks = readdirSync(folder).flatMap(shownOn)
const parsed = blocks.map((text) => parseDocuments('docs', text))
const values = parsed.flatMap(({ documents }) => documents.map(({ value }) => value))

it('takes every definition that docs/definitions shows, as the server does when all are applied', () => {
  expect(parsed.flatMap(({ problems }) => problems)).toEqual([])
  const { definitions, problems } = checkAlone(values)
  expect(problems).toEqual([])
  expect(new Set(definitions.map(({ kind }) => kind))).toEqual(new Set(definitionKinds))
})

it('finds nothing wrong by rule check, though a flow with a key asks for the same cart', () => {
  const checked = checkDocuments(values, 'person')
  expect(checked.flatMap(({ name, problems }) => problems.map((one) => [name, one]))).toEqual([])
  expect(checked.map(({ name }) => name)).toContain('flow/cart-left')
  const alone = values.filter((value) => (value as { readonly key?: unknown }).key !== undefined)
  expect(checkDocuments(alone, 'person')).toMatchObject([{ name: 'flow/cart-left', problems: [] }])
})

it('simulates what docs/definitions shows', () => {
  const dir = mkdtempSync(join(tmpdir(), 'shown-definitions-'))
  try {
    writeFileSync(join(dir, 'shown.yaml'), blocks.join('\n---\n'))
    const read = readDefinitions([dir], 'test')
    expect(read.ok ? [] : read.problems).toEqual([])
    expect(read.ok && read.program.person.flows.map(({ id }) => id)).toContain('cart-left')
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
