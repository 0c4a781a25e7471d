import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: '@waymark/ingest', include: ['src/**/*.test.ts'], testTimeout: 20_000 },
})
