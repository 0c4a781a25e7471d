import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Library } from '../pages/libraries.ts'

const src = join(import.meta.dirname, '..')

export interface BundledPage {
  readonly script: string
  readonly styles: string
}

/** A library's page with what the tests do on it, as one script and one style sheet. */
export const bundlePage = async (library: Library, use: string): Promise<BundledPage> => {
  const file = ['ts', 'tsx'].find((ending) => existsSync(join(src, `pages/${library}.${ending}`)))
  const { outputFiles } = await build({
    stdin: {
      contents: `import { page } from './pages/${library}.${file}'\n${use}`,
      resolveDir: src,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    outdir: '/',
    format: 'iife',
    target: 'es2022',
    // Whose elements a file makes says its own tsconfig: React's here, Preact's in the SDK.
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.svg': 'dataurl', '.woff2': 'dataurl' },
    logLevel: 'error',
  })
  const text = (ending: string): string =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return { script: text('.js'), styles: text('.css') }
}
