import { testsOf } from '../vitest.room.ts'

export default testsOf('test', {
  include: ['**/*.test.ts'],
  globalSetup: ['support/ensure-built.ts'],
  // Engines are killed here: what a client of one still tries ends with its file.
  isolate: true,
})
