import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/test',
    include: ['**/*.test.ts'],
    hookTimeout: 60_000,
    globalSetup: ['support/ensure-built.ts'],
  },
})
