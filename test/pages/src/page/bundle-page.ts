import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const src = join(import.meta.dirname, '..')

export interface BundledPage {
  readonly script: string
  readonly styles: string
}

/**
 * A library's page with what the tests do on it, as one script and one style sheet.
 * @param path of the page, from `src`, without its ending: `pages/mui`
 */
export const bundlePage = async (path: string, use: string): Promise<BundledPage> => {
  const ending = ['ts', 'tsx'].find((each) => existsSync(join(src, `${path}.${each}`)))
  const { outputFiles } = await build({
    stdin: {
      contents: `import { page } from './${path}.${ending}'\n${use}`,
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
