import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/storage',
    include: ['src/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
})
