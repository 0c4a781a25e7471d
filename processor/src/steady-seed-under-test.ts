import fc from 'fast-check'

/**
 * Properties draw the same cases in every run, so that a run fails for what has changed and for nothing else. A long run, which
 * `WAYMARK_PROPERTY_RUNS` asks for, draws new ones unless `WAYMARK_PROPERTY_SEED` names their seed.
 */
const { WAYMARK_PROPERTY_RUNS: runs, WAYMARK_PROPERTY_SEED: seed = runs ? undefined : '1' } =
  process.env

if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })
