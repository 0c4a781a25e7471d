// `npm test`: the checks, then every test, real engines and real browser included; ends with what could not run and why, and
// with the counts as the runner gave them. Arguments go to Vitest (`npm test -- schemas`), without the checks.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findEngines, wantsAllEngines } from '../test/support/engines.ts'
import { findFirefox, firefoxNeeds } from '../test/support/firefox.ts'
import { runChecks } from './check.ts'

const root = join(import.meta.dirname, '..')
const given = process.argv.slice(2)
const failedChecks = given.length === 0 ? await runChecks() : []

const results = join(mkdtempSync(join(tmpdir(), 'waymark-test-')), 'results.json')
const vitest = join(root, 'node_modules/.bin/vitest')
const run = spawnSync(
  vitest,
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...given],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env.PATH}` },
  },
)

interface Counts {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numFailedTestSuites: number
}

const counts = (): Counts | undefined => {
  try {
    return JSON.parse(readFileSync(results, 'utf8'))
  } catch {
    return undefined
  }
}

const { missing } = await findEngines()
const strict = wantsAllEngines(process.env)
for (const needs of missing) console.log(`Not run: ${needs}`)
if (!findFirefox()) console.log(`Not run: ${firefoxNeeds}`)
if (strict && missing.length > 0) console.log('Here that counts as a failure.')
if (failedChecks.length > 0) console.log(`Failed checks: ${failedChecks.join(', ')}`)

const found = counts()
const ok =
  run.status === 0 &&
  failedChecks.length === 0 &&
  found !== undefined &&
  !(strict && missing.length > 0)
if (found)
  console.log(
    `${found.numPassedTests} passed, ${found.numFailedTests} failed, ${found.numPendingTests} skipped`,
  )
process.exitCode = ok ? 0 : 1
