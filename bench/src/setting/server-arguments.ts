import type { Stage } from './stage.ts'

/** Arguments of Node for a server: those of `scripts/run.mjs`, and a profile's where one is asked for. */
export const serverArguments = ({ profile }: Stage): string[] => [
  '--max-semi-space-size=32',
  ...(profile === undefined
    ? []
    : ['--cpu-prof', '--cpu-prof-dir', profile, '--cpu-prof-interval', '500']),
]
