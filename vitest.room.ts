import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestUserConfig } from 'vitest/config'

const steadySeed = new URL('processor/src/steady-seed-under-test.ts', import.meta.url)

/**
 * The tests of a room: what all rooms have in common, and what is its own.
 *
 * Real engines and browsers on a machine that does something else, too, take their time. A wait that ends well costs nothing, so
 * every wait is long here, and none has a time of its own in a test.
 */
export const testsOf = (name: string, own: TestUserConfig = {}) =>
  defineConfig({
    test: {
      name: `@waymark/${name}`,
      include: ['src/**/*.test.ts'],
      testTimeout: 240_000,
      hookTimeout: 240_000,
      expect: { poll: { timeout: 60_000 } },
      // Engines and browsers share a busy machine there: what fails is tried once more, and the report names it.
      retry: process.env['CI'] === 'true' ? 1 : 0,
      // More than there are cores: what starts engines, browsers and processes waits as often as it works.
      maxWorkers: Math.ceil(availableParallelism() * 1.5),
      // A worker goes on with the next file: to start one, and to load all that it needs, takes longer than most files.
      isolate: false,
      setupFiles: [fileURLToPath(steadySeed)],
      unstubEnvs: true,
      unstubGlobals: true,
      ...own,
    },
  })
