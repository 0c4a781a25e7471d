import { testsOf } from '../vitest.room.ts'

export default testsOf('test', {
  include: ['**/*.test.ts'],
  globalSetup: ['support/ensure-built.ts'],
})
