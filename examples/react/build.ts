import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Builds `dist/app.js`, with the parts that Waymark loads when they are needed beside it. */
await build({
  entryPoints: [fileURLToPath(new URL('app.tsx', import.meta.url))],
  outdir: fileURLToPath(new URL('dist', import.meta.url)),
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
})
