import { testsOf } from '../../vitest.room.ts'

export default testsOf('dashboard-web', {
  include: ['{src,test}/**/*.test.ts'],
  globalSetup: ['../../test/support/ensure-built.ts'],
})
