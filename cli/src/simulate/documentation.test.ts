import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../testing/run-command.ts'

const page = new URL('../../../docs/simulate.md', import.meta.url)

test('the example in docs/simulate.md prints what the page says', async () => {
  const text = await readFile(page, 'utf8')
  const block = (language: string): string =>
    text.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))?.[1] ?? ''
  const dir = await mkdtemp(join(tmpdir(), 'waymark-simulate-docs-'))
  try {
    await writeFile(join(dir, 'definitions.yaml'), block('yaml'))
    await writeFile(join(dir, 'events.ndjson'), block('json'))
    const [program, ...args] = block('sh').trim().split(' ')
    expect(program).toBe('waymark')
    expect(await runCommand(args, { cwd: dir })).toEqual({
      status: 0,
      out: block('text'),
      err: '',
    })
  } finally {
    await rm(dir, { recursive: true })
  }
})
