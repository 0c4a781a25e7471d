/**
 * Runs as a process of its own: `node unpack-chromium.ts`, with TMPDIR naming the folder to unpack into.
 * The package unpacks into the temporary folder of whoever asks, so whoever asks must not be the tests themselves.
 */
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'

const packed = new URL('../bin/', import.meta.resolve('@sparticuz/chromium'))

await Promise.all(
  ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) =>
    inflate(fileURLToPath(new URL(name, packed))),
  ),
)
