import { testsOf } from '../vitest.room.ts'

export default testsOf('processor', { include: ['{src,manual}/**/*.test.ts'] })
