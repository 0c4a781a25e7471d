import { testsOf } from '../vitest.room.ts'

export default testsOf('sdk', { include: ['{src,test}/**/*.test.{ts,tsx}'] })
