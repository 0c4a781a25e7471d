import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { peers } from './peers.ts'

const folder = join(import.meta.dirname, '../../../.cache/peers')

const isThere = ({ name }: { readonly name: string }): boolean =>
  existsSync(join(folder, 'node_modules', name))

/** Where the peers are, if somebody has installed them. */
export const findPeers = (): string | undefined => (peers.every(isThere) ? folder : undefined)

/** Into a folder of their own, outside the project's packages. */
export const installPeers = async (): Promise<void> => {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  const wanted = peers.map(({ name, version }) => `${name}@${version}`)
  const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--save-exact']
  await promisify(execFile)('npm', ['install', ...quietly, ...wanted], { cwd: folder })
}
