import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { limits } from '@waymark/schemas'
import type { AssetItem } from '@waymark/schemas/api/assets'
import type { Command } from 'commander'
import { bodyOf } from '../instance/api.ts'
import { connect } from '../instance/connect.ts'
import { CommandError } from '../print/command-error.ts'
import { type Printer, printJson } from '../print/printer.ts'
import { plain, table } from '../print/table.ts'
import { groupCommand, instanceCommand, type TargetOptions, withExamples } from './options.ts'

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`

const readImage = async (file: string): Promise<Buffer> => {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`${file} cannot be read (${error.code ?? error.message}).`)
  })
  if (bytes.length > limits.assetBytes) {
    throw new CommandError(
      `${file} has ${kilobytes(bytes.length)}; at most ${kilobytes(limits.assetBytes)} are taken.`,
    )
  }
  return bytes
}

const add = (printer: Printer): Command =>
  withExamples(
    instanceCommand('add')
      .description('Upload an image, and print what content names it by')
      .argument('<file>', 'PNG, JPEG, GIF, WebP or AVIF')
      .action(async (file: string, options: TargetOptions) => {
        const data = (await readImage(file)).toString('base64')
        const api = await connect(options)
        const body = { data, name: basename(file).slice(0, limits.nameLength) }
        const item = bodyOf(await api.send<AssetItem>('POST', '/api/assets', body))
        if (options.json) printJson(printer, item)
        else printer.out(item.src)
      }),
    ['waymark asset add logo.png'],
  )

const list = (printer: Printer): Command =>
  withExamples(
    instanceCommand('list')
      .description('The images that guides may show, newest first')
      .action(async (options: TargetOptions) => {
        const api = await connect(options)
        const answer = await api.get<{ readonly assets: readonly AssetItem[] }>('/api/assets')
        if (options.json) {
          printJson(printer, answer.assets)
          return
        }
        const rows = answer.assets.map(({ src, type, bytes, name }) => [
          src,
          type,
          kilobytes(bytes),
          plain(name ?? ''),
        ])
        printer.out(table(rows))
      }),
    ['waymark asset list'],
  )

const remove = (printer: Printer): Command =>
  withExamples(
    instanceCommand('remove')
      .description('Remove an image that no published guide shows')
      .argument('<src>', 'its path, as asset list prints it, or its id')
      .action(async (src: string, options: TargetOptions) => {
        const id = basename(src)
        const api = await connect(options)
        bodyOf(await api.send('DELETE', `/api/assets/${encodeURIComponent(id)}`))
        if (options.json) printJson(printer, { removed: id })
        else printer.out(`Removed ${src}.`)
      }),
    ['waymark asset remove /sdk/assets/5kDXC…'],
  )

/** `waymark asset` */
export const assetCommand = (printer: Printer): Command =>
  groupCommand('asset', 'Images that guides show', [add(printer), list(printer), remove(printer)])
