import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { checkDocuments } from './check-documents.ts'
import { parseDocuments } from './parse-documents.ts'

it('takes what README.md shows, saved as it says, as one set that needs nothing else', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const blocks = Array.from(readme.matchAll(/```yaml\n([\s\S]*?)```/g), ([, text = '']) => text)
  const parsed = blocks.map((text) => parseDocuments('README.md', text))
  expect(parsed.flatMap(({ problems }) => problems)).toEqual([])
  const values = parsed.flatMap(({ documents }) => documents.map(({ value }) => value))
  const checked = checkDocuments(values, 'person')
  expect(checked.map(({ name, problems, reads }) => ({ name, problems, reads }))).toEqual(
    ['milestone/code-installed', 'guide/install-the-code', 'engagement/remind-to-install']
      .concat(['pql/trial-pql', 'endpoint/sdr-hook'])
      .map((name) => ({ name, problems: [], reads: [] })),
  )
  expect(readme.split('\n').length).toBeLessThanOrEqual(150)
})
