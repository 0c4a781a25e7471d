export { createDemo, type Demo } from './create-demo.ts'
export type { Filled } from './seed/fill.ts'
