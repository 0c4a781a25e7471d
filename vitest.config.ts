import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      'schemas',
      'runtime',
      'storage',
      'ingest',
      'processor',
      'sdk',
      'dashboard/server',
      'dashboard/web',
      'cli',
      'test',
      'examples/demo',
    ],
  },
})
