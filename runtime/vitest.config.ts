import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { name: '@waymark/runtime', include: ['src/**/*.test.ts'] } })
