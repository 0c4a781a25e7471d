import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type BuiltFiles,
  buildFiles,
  buildNpmFiles,
  type LazyEntries,
} from '../scripts/build-files.ts'
import { buildTypes } from '../scripts/build-types.ts'
import { filesBuiltBefore, packageBuiltBefore } from './built-before.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'node_modules/.cache/test-builds')

/** All that a build is made of. */
const sources = ['src/**/*.{ts,tsx}', 'scripts/*.ts', 'test/fixture-*.ts', '*.json']

const stateOfSources = (): string => {
  const hash = createHash('sha256')
  for (const file of globSync(sources, { cwd: root }).toSorted()) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.update(readFileSync(join(root, '../pnpm-lock.yaml'))).digest('hex')
}

/** A build takes many seconds, and nearly every test file wants the same one: made once, and again when a source has changed. */
const once = async <T>(name: string, build: () => Promise<T>): Promise<T> => {
  const file = join(folder, `${name}.json`)
  const state = stateOfSources()
  try {
    const kept: { readonly state: string; readonly built: T } = JSON.parse(
      readFileSync(file, 'utf8'),
    )
    if (kept.state === state) return kept.built
  } catch {
    // None yet, or of another layout.
  }
  const built = await build()
  mkdirSync(folder, { recursive: true })
  // Renamed into its place: another worker never reads half of it.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify({ state, built }))
  renameSync(draft, file)
  return built
}

/** The product's own files. */
export const builtFiles = async (): Promise<BuiltFiles> =>
  filesBuiltBefore() ?? once('product', () => buildFiles())

/** The npm package: its modules and their types. */
export const builtPackage = async (): Promise<Readonly<Record<string, string>>> =>
  packageBuiltBefore() ??
  once('package', async () => ({ ...(await buildNpmFiles()), ...(await buildTypes()) }))

const modulesOf = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith('.js')))

/** The ES modules of the npm package. */
export const builtModules = async (): Promise<Readonly<Record<string, string>>> =>
  modulesOf(await builtPackage())

const fixtures: LazyEntries = {
  guide: 'test/fixture-guide.ts',
  debug: 'test/fixture-tool.ts',
  authoring: 'test/fixture-tool.ts',
}

/** With lazy parts as small as can be; the npm modules lie beside the rest, for a page that plays the bundled app. */
export const builtFilesForStage = (): Promise<BuiltFiles> =>
  once('stage', async () => {
    const [built, npm] = await Promise.all([buildFiles(fixtures), builtModules()])
    return { ...built, served: { ...built.served, ...npm } }
  })

/** Under load the first one takes its time. */
export const buildWithinMs = 240_000
