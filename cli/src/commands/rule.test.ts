import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runCommand } from '../testing/run-command.ts'

it('checks several files at once, and one that cannot be read hides no fault of the others', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-rule-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeFile(join(dir, 'good.yaml'), 'did: { event: Login }')
  await writeFile(join(dir, 'torn.yaml'), 'did: { event: Login')
  await writeFile(join(dir, 'wrong.yaml'), 'trait: { name: born, before: soon }')
  const files = ['good', 'torn', 'wrong'].map((name) => join(dir, `${name}.yaml`))
  const { status, out, err } = await runCommand(['rule', 'check', ...files])
  expect([status, out]).toEqual([1, 'has done “Login”.\n'])
  expect(err).toContain(`${files[1]}:1`)
  expect(err).toContain('trait.before: an instant such as 2026-12-25T09:00:00Z')
})
