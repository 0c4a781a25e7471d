import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Builds `dist/app.js`, with the parts that Waymark loads when they are needed beside it. */
await build({
  entryPoints: [fileURLToPath(new URL('app.ts', import.meta.url))],
  outdir: fileURLToPath(new URL('dist', import.meta.url)),
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
})
