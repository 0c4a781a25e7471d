import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@waymark/sdk',
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    hookTimeout: 60_000,
    testTimeout: 30_000,
  },
})
