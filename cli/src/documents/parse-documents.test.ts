import { expect, it } from 'vitest'
import { parseDocuments, stepsOf } from './parse-documents.ts'

const text = `# the tour
kind: guide
id: tour
steps:
  - content:
      - heading: One
  - content: []
---
kind: segment
id: people
`

it('reads every document of a file and finds their places again', () => {
  const { documents, problems } = parseDocuments('tour.yaml', text)
  expect(problems).toEqual([])
  expect(documents.map((document) => document.value)).toMatchObject([
    { id: 'tour' },
    { id: 'people' },
  ])
  const [guide, segment] = documents
  expect(guide?.lineOf('id')).toBe(3)
  expect(guide?.lineOf('steps[0].content[0].heading')).toBe(6)
  expect(guide?.lineOf('steps[1].content')).toBe(7)
  expect(segment?.lineOf('id')).toBe(10)
})

it('points at what should hold the missing', () => {
  const { documents } = parseDocuments('tour.yaml', text)
  expect(documents[0]?.lineOf('steps[1].missing')).toBe(7)
  expect(documents[0]?.lineOf('steps[7]')).toBe(4)
  expect(documents[1]?.lineOf('document')).toBe(9)
})

it('takes a list for its items, and JSON for YAML', () => {
  const { documents } = parseDocuments('list.json', '[{"id":"a"},\n{"id":"b"}]')
  expect(documents.map((document) => document.lineOf('id'))).toEqual([1, 2])
})

it('passes empty documents over', () => {
  expect(parseDocuments('empty.yaml', '# nothing\n---\n').documents).toEqual([])
  expect(parseDocuments('empty.yaml', '')).toEqual({ documents: [], problems: [] })
})

it('says where text is no YAML, and refuses what is given twice', () => {
  const { documents, problems } = parseDocuments('x.yaml', 'id: a\nid: b\n')
  expect(documents).toEqual([])
  expect(problems).toMatchObject([{ file: 'x.yaml', line: 2 }])
})

it('refuses aliases that grow without end', () => {
  const levels = Array.from({ length: 12 }, (_, i) => {
    const inner = i === 0 ? '"x"' : `*a${i - 1}`
    return `a${i}: &a${i} [${Array.from({ length: 9 }, () => inner).join(', ')}]`
  })
  const { documents, problems } = parseDocuments('bomb.yaml', levels.join('\n'))
  expect(documents).toEqual([])
  expect(problems).toHaveLength(1)
})

it.each([
  ['in brackets', `id: deep\nrule: ${'{ not: '.repeat(5000)}x${' }'.repeat(5000)}\n`],
  ['by indentation', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}not:\n`).join('')],
])('says which file and line is nested too deeply to be read: %s', (_, deep) => {
  const { documents, problems } = parseDocuments('deep.yaml', deep)
  expect(documents).toEqual([])
  expect(problems[0]).toMatchObject({
    file: 'deep.yaml',
    message: 'is nested too deeply to be read',
  })
  expect(problems[0]?.line).toBeGreaterThan(1)
})

it('says where a field is called __proto__: no request with one gets through', () => {
  const { documents, problems } = parseDocuments('x.yaml', 'id: a\nrule:\n  __proto__: { a: 1 }\n')
  expect(documents).toEqual([])
  expect(problems).toMatchObject([
    { file: 'x.yaml', line: 3, message: expect.stringMatching(/^__proto__ /) },
  ])
})

it('parts a place into its steps', () => {
  expect(stepsOf('send[0].guide')).toEqual(['send', 0, 'guide'])
  expect(stepsOf('')).toEqual([])
})
