import { testsOf } from '../../vitest.room.ts'

export default testsOf('demo', { include: ['{src,test}/**/*.test.ts'] })
