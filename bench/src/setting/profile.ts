import type { Stage } from './stage.ts'

/** Arguments of Node for a server that is to be profiled. */
export const profileArguments = ({ profile }: Stage): string[] =>
  profile === undefined
    ? []
    : ['--cpu-prof', '--cpu-prof-dir', profile, '--cpu-prof-interval', '500']
