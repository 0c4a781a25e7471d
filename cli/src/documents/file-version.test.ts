import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Definition } from '@waymark/schemas'
import { expect, it, onTestFinished } from 'vitest'
import { parseDocuments } from './parse-documents.ts'
import { writeDocuments } from './write-documents.ts'

it('is no part of the definition', () => {
  const text = 'kind: feature\nid: a\nversion: { production: 3, staging: 7 }\nused: []\n'
  expect(parseDocuments('a.yaml', text)).toMatchObject({
    documents: [
      { value: { kind: 'feature', id: 'a', used: [] }, version: { production: 3, staging: 7 } },
    ],
    problems: [],
  })
  expect(parseDocuments('a.yaml', text).documents[0]?.value).not.toHaveProperty('version')
})

it.each(['3', '{ production: soon }', '{ production: 0 }', '[3]', 'null'])(
  'that says no version of an environment is a fault, with its place: %s',
  (version) => {
    const { problems } = parseDocuments('a.yaml', `kind: feature\nid: a\nversion: ${version}\n`)
    expect(problems).toMatchObject([
      { file: 'a.yaml', line: 3, at: 'version', message: expect.stringContaining('production: 3') },
    ])
  },
)

it('of one environment stays where the file is exported from another, so that it can be applied to both', () => {
  const dir = mkdtempSync(join(tmpdir(), 'waymark-versions-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const feature: Definition = { kind: 'feature', id: 'a', used: [{ event: 'A' }] }
  const table: Definition = { kind: 'cohorts', id: 'cbi', at: '2026-03-02T00:00:00Z', cohorts: [] }
  const write = (env: string, version: number) =>
    writeDocuments(
      dir,
      {
        env,
        documents: [feature, table],
        versions: { 'feature/a': version, 'cohorts/cbi': version },
      },
      ['feature', 'cohorts'],
    )
  write('staging', 7)
  write('production', 3)
  expect(write('production', 3).written).toEqual([])
  expect(readFileSync(join(dir, 'feature', 'a.yaml'), 'utf8')).toBe(
    'kind: feature\nid: a\nversion: { staging: 7, production: 3 }\nused:\n  - event: A\n',
  )
  // What is counted anew every day is nobody's work.
  expect(readFileSync(join(dir, 'cohorts', 'cbi.yaml'), 'utf8')).not.toContain('version')
})
