import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/test',
    include: ['**/*.test.ts'],
    globalSetup: ['support/ensure-built.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    // Each fills the machine by itself: last, and file by file.
    fileParallelism: false,
    sequence: { groupOrder: 2 },
  },
})
