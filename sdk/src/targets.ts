/** What authoring, tests and `waymark verify` do with targets; no part of what visitors load. */
export {
  type Change,
  type Examination,
  examine,
  type Likely,
} from './guide/engine/targets/examine.ts'
export { controlAt, joinRecordings, recordTarget } from './guide/engine/targets/record-target.ts'
