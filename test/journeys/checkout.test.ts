import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const entry = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url))

/** Folders with a build of their own, and the script that makes it. */
const built = { sdk: 'scripts/build.ts', 'dashboard/web': 'build.ts', 'examples/demo': 'build.ts' }

/** A checkout in small: its packages install in no time, and what it builds is an empty folder. */
const makeCheckout = async (root: string): Promise<void> => {
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await put('bin/npx', '#!/bin/sh\nexit 0\n')
  await chmod(join(root, 'bin/npx'), 0o755)
  await put('schemas/src/index.ts', '')
  for (const [room, script] of Object.entries(built)) {
    await put(join(room, script), `import { mkdirSync } from 'node:fs'; mkdirSync('dist')`)
  }
  await mkdir(join(root, 'node_modules/node/bin'), { recursive: true })
  await symlink(process.execPath, join(root, 'node_modules/node/bin/node'))
  await mkdir(join(root, 'scripts'))
  await cp(entry, join(root, 'scripts/run.mjs'))
}

const build = (root: string, [program, ...args]: readonly [string, ...string[]]) => {
  const PATH = [join(root, 'bin'), process.env.PATH].join(delimiter)
  const done = spawnSync(program, args, { env: { ...process.env, PATH }, encoding: 'utf8' })
  return { status: done.status, said: done.stderr }
}

const start = (root: string) =>
  build(root, [process.execPath, join(root, 'scripts/run.mjs'), '--build'])

/** A shell with mounts of its own, where the system lets this user have them. */
const inNamespace = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'] as const

/** The same on a mount that nobody can write to. */
const startReadOnly = (root: string) => {
  const script = `mount --bind '${root}' '${root}' && mount -o remount,ro,bind '${root}' && exec '${process.execPath}' '${root}/scripts/run.mjs' --build`
  return build(root, [...inNamespace, script])
}

const hasMounts = build('/', [...inNamespace, 'mount -t tmpfs none /mnt']).status === 0

test('a checkout that was moved is not built again', async () => {
  await using directory = await temporaryDirectory()
  const [here, there] = [join(directory.path, 'here'), join(directory.path, 'there')]
  await makeCheckout(here)
  expect(start(here)).toMatchObject({ status: 0, said: expect.stringContaining('Building the') })
  await rename(here, there)
  expect(start(there)).toEqual({ status: 0, said: '' })
})

test.runIf(hasMounts)(
  'a checkout that cannot be written to starts as it is, and says so where it has to be built',
  async () => {
    await using directory = await temporaryDirectory()
    await makeCheckout(directory.path)
    start(directory.path)
    expect(startReadOnly(directory.path)).toEqual({ status: 0, said: '' })
    await writeFile(join(directory.path, 'sdk/new.ts'), '')
    const { status, said } = startReadOnly(directory.path)
    expect(status).toBe(1)
    expect(said).toBe(
      `Waymark has to build the browser SDK, and ${directory.path} cannot be written to (EROFS). Run npm start once where it can be, as a user who may.\n`,
    )
  },
)
