import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/dashboard-server',
    include: ['src/**/*.test.ts'],
    hookTimeout: 60_000,
    testTimeout: 30_000,
  },
})
