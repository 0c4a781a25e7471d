import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { name: '@waymark/schemas', include: ['src/**/*.test.ts'] } })
