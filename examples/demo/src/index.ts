export { createDemo, type Demo } from './create-demo.ts'
export { type Drawn, experiment, experimentUntil, type IsHeldOut } from './seed/experiment.ts'
export type { Filled } from './seed/fill.ts'
