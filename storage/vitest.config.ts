import { testsOf } from '../vitest.room.ts'

export default testsOf('storage')
