import { signal } from '@preact/signals'
import { keep, kept } from './kept.ts'

interface Known {
  readonly id: string
}

/** What the address asks for, when it was opened. */
const asked = new URLSearchParams(location.search).get('env') ?? undefined
const chosen = signal(asked ?? kept('env'))

/** The environment to look at: the address's, else the one looked at last, else the first. */
export const environmentOf = (known: readonly Known[]): string =>
  known.find((one) => one.id === chosen.value)?.id ?? known[0]?.id ?? ''

/** The environment that the address asks for and that there is not: another one's numbers would pass for its own. */
export const missingEnvironment = (known: readonly Known[]): string | undefined =>
  asked === undefined || chosen.value !== asked || known.some(({ id }) => id === asked)
    ? undefined
    : asked

export const chooseEnvironment = (env: string): void => {
  chosen.value = env
  keep('env', env)
}
