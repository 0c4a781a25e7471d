import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/demo',
    include: ['{src,test}/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
})
