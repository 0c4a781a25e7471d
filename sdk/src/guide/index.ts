import { version } from '../version.ts'
import { createEngine } from './engine/engine.ts'

/** Starts the guides of this page: arms, shows and records what the host's decisions say, until stopped. */
export const startGuides = createEngine

export { version }
