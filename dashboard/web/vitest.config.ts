import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/dashboard-web',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    hookTimeout: 60_000,
    testTimeout: 30_000,
  },
})
