import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/test',
    include: ['**/*.test.ts'],
    globalSetup: ['support/ensure-built.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    // What starts brokers and kills processes waits as often as it works: two at a time, and in no group of its own, so that no core idles.
    maxWorkers: 2,
  },
})
