import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/schemas',
    include: ['src/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    // Pure functions: nothing that one file could leave behind for the next.
    isolate: false,
  },
})
