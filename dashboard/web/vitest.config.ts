import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/dashboard-web',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    hookTimeout: 60_000,
    testTimeout: 60_000,
  },
})
