import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readDocuments } from './read-documents.ts'
import { sayProblem } from './say-problem.ts'

const scratch = async (): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-read-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

it('reads what can be read, and says of each of the others why not', async () => {
  const dir = await scratch()
  const files = join(dir, 'files')
  await mkdir(join(files, 'deep'), { recursive: true })
  await mkdir(join(dir, 'bare'))
  await writeFile(join(files, 'deep', 'good.yaml'), 'id: good\n')
  await writeFile(join(files, 'notes.md'), '- [a\n')
  await writeFile(join(files, 'torn.yaml'), 'id: [a\n')
  await symlink(join(dir, 'moved-away.yaml'), join(files, 'link.yaml'))
  const { documents, problems } = readDocuments([
    join(dir, 'absent.yaml'),
    files,
    join(files, 'notes.md'),
    join(dir, 'bare'),
  ])
  expect(documents.map(({ file, value }) => [file, value])).toEqual([
    [join(files, 'deep', 'good.yaml'), { id: 'good' }],
  ])
  expect(problems.map(sayProblem)).toEqual([
    `${join(dir, 'absent.yaml')}: is not there`,
    `${join(files, 'link.yaml')}: is not there`,
    expect.stringMatching(/torn\.yaml:2: /),
    `${join(files, 'notes.md')}: is neither YAML nor JSON: a file that ends in .yaml, .yml or .json is expected`,
    `${join(dir, 'bare')}: holds no document: YAML or JSON files are expected`,
  ])
})
