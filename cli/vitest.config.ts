import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/cli',
    include: ['src/**/*.test.ts'],
    hookTimeout: 120_000,
    testTimeout: 120_000,
  },
})
